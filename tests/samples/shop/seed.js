// What each test begins with.

const CUSTOMERS = ["ann", "bob", "eve", "joe", "kim"];
const CATEGORIES = ["books", "games", "music", "tools"];

const range = (count) => Array.from({ length: count }, (_, at) => at);

const PRODUCTS = range(20).map((at) => ({ id: `p${at}`, category: CATEGORIES[at % 4], price: 5 + at, stock: 10, version: 1 }));

module.exports = {
  CATEGORIES,
  CUSTOMERS,
  PRODUCTS,
  range,
  data: {
    Customers: CUSTOMERS.map((id) => ({ id, email: `${id}@example.com`, points: 0 })),
    Products: PRODUCTS,
    Carts: [{ customer: "ann", product: "p1", count: 2 }],
    Orders: CUSTOMERS.flatMap((customer) => range(3).map((number) => ({ customer, number, status: number === 2 ? "open" : "sent", total: 10 * number, lines: [] }))),
    Reviews: range(5).map((at) => ({ product: "p0", customer: CUSTOMERS[at], stars: at + 1, text: "as described ".repeat(20) })),
  },
};
