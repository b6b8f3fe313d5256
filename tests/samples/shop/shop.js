// The program under test: a shop over five tables, with the AWS SDK's document client. It knows nothing of tests.

const {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
  TransactWriteCommand,
  UpdateCommand,
  paginateQuery,
} = require("@aws-sdk/lib-dynamodb");

class Shop {
  #documents;

  constructor(documents) {
    this.#documents = documents;
  }

  async count(TableName) {
    return (await this.#documents.send(new ScanCommand({ TableName, Select: "COUNT" }))).Count;
  }

  async addCustomer(customer) {
    await this.#documents.send(new PutCommand({ TableName: "Customers", Item: { points: 0, ...customer }, ConditionExpression: "attribute_not_exists(id)" }));
  }

  async customer(id) {
    return (await this.#documents.send(new GetCommand({ TableName: "Customers", Key: { id } }))).Item;
  }

  async customerByEmail(email) {
    const query = { TableName: "Customers", IndexName: "ByEmail", KeyConditionExpression: "email = :email", ExpressionAttributeValues: { ":email": email } };
    return (await this.#documents.send(new QueryCommand(query))).Items[0];
  }

  async addPoints(id, points) {
    const update = { TableName: "Customers", Key: { id }, UpdateExpression: "ADD points :points", ExpressionAttributeValues: { ":points": points }, ReturnValues: "UPDATED_NEW" };
    return (await this.#documents.send(new UpdateCommand(update))).Attributes.points;
  }

  async product(id) {
    return (await this.#documents.send(new GetCommand({ TableName: "Products", Key: { id }, ConsistentRead: true }))).Item;
  }

  async products(ids) {
    const { Responses } = await this.#documents.send(new BatchGetCommand({ RequestItems: { Products: { Keys: ids.map((id) => ({ id })) } } }));
    return Responses.Products;
  }

  /** Whoever changes a price has to know the version that there is. */
  async setPrice({ id, version }, price) {
    await this.#documents.send(
      new UpdateCommand({
        TableName: "Products",
        Key: { id },
        UpdateExpression: "SET price = :price, version = version + :one",
        ConditionExpression: "version = :version",
        ExpressionAttributeValues: { ":price": price, ":one": 1, ":version": version },
      }),
    );
  }

  async cheapest(category, most) {
    const query = {
      TableName: "Products",
      IndexName: "ByPrice",
      KeyConditionExpression: "category = :category AND price <= :most",
      ExpressionAttributeValues: { ":category": category, ":most": most },
    };
    return (await this.#documents.send(new QueryCommand(query))).Items;
  }

  async addToCart(customer, product, count = 1) {
    const update = { TableName: "Carts", Key: { customer, product }, UpdateExpression: "ADD #count :count", ExpressionAttributeNames: { "#count": "count" }, ExpressionAttributeValues: { ":count": count } };
    await this.#documents.send(new UpdateCommand(update));
  }

  async cart(customer) {
    const query = { TableName: "Carts", KeyConditionExpression: "customer = :customer", ExpressionAttributeValues: { ":customer": customer } };
    return (await this.#documents.send(new QueryCommand(query))).Items;
  }

  /** Stock, cart and order change together or not at all. */
  async checkOut(customer, number) {
    const lines = await this.cart(customer);
    const products = await this.products(lines.map(({ product }) => product));
    const total = lines.reduce((sum, { product, count }) => sum + count * products.find(({ id }) => id === product).price, 0);
    const taken = lines.map(({ product, count }) => ({
      Update: {
        TableName: "Products",
        Key: { id: product },
        UpdateExpression: "SET stock = stock - :count",
        ConditionExpression: "stock >= :count",
        ExpressionAttributeValues: { ":count": count },
      },
    }));
    const emptied = lines.map(({ product }) => ({ Delete: { TableName: "Carts", Key: { customer, product } } }));
    const order = { Put: { TableName: "Orders", Item: { customer, number, status: "open", total, lines }, ConditionExpression: "attribute_not_exists(customer)" } };
    await this.#documents.send(new TransactWriteCommand({ TransactItems: [...taken, ...emptied, order] }));
    return total;
  }

  async orders(customer, pageSize = 2) {
    const query = { TableName: "Orders", KeyConditionExpression: "customer = :customer", ExpressionAttributeValues: { ":customer": customer }, ScanIndexForward: false };
    const orders = [];
    for await (const page of paginateQuery({ client: this.#documents, pageSize }, query)) orders.push(...page.Items);
    return orders;
  }

  async openOrders(customer) {
    const query = {
      TableName: "Orders",
      IndexName: "ByStatus",
      KeyConditionExpression: "customer = :customer AND #status = :open",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":customer": customer, ":open": "open" },
    };
    return (await this.#documents.send(new QueryCommand(query))).Items;
  }

  async send(customer, number) {
    const update = {
      TableName: "Orders",
      Key: { customer, number },
      UpdateExpression: "SET #status = :sent",
      ConditionExpression: "#status = :open",
      ExpressionAttributeNames: { "#status": "status" },
      ExpressionAttributeValues: { ":sent": "sent", ":open": "open" },
    };
    await this.#documents.send(new UpdateCommand(update));
  }

  async review(review) {
    await this.#documents.send(new PutCommand({ TableName: "Reviews", Item: review }));
  }

  async stars(product) {
    const query = { TableName: "Reviews", KeyConditionExpression: "product = :product", ExpressionAttributeValues: { ":product": product }, ProjectionExpression: "stars" };
    const { Items } = await this.#documents.send(new QueryCommand(query));
    return Items.length === 0 ? undefined : Items.reduce((sum, { stars }) => sum + stars, 0) / Items.length;
  }

  async removeReview(product, customer) {
    const { Attributes } = await this.#documents.send(new DeleteCommand({ TableName: "Reviews", Key: { product, customer }, ReturnValues: "ALL_OLD" }));
    return Attributes !== undefined;
  }

  async removeReviews(product, customers) {
    const requests = customers.map((customer) => ({ DeleteRequest: { Key: { product, customer } } }));
    await this.#documents.send(new BatchWriteCommand({ RequestItems: { Reviews: requests } }));
  }
}

module.exports = { Shop };
