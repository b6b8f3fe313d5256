// The tests of the shop, 40 for each of its five tables. `test` and `expect` are those of Vitest or Jest.

const { CATEGORIES, CUSTOMERS, PRODUCTS, data, range } = require("./seed.js");

/** @typedef {{ test: Function, expect: Function, shop: import("./shop.js").Shop }} Runner */

/** Whatever the test before has done, a test begins with the seed. */
const begins = async ({ expect, shop }) => {
  for (const [table, items] of Object.entries(data)) expect(await shop.count(table)).toBe(items.length);
};

module.exports = {
  customers({ test, expect, shop }) {
    for (const at of range(10)) {
      test(`customer ${at} is new, once`, async () => {
        await begins({ expect, shop });
        await shop.addCustomer({ id: `new${at}`, email: `new${at}@example.com` });
        expect(await shop.customer(`new${at}`)).toEqual({ id: `new${at}`, email: `new${at}@example.com`, points: 0 });
        await expect(shop.addCustomer({ id: `new${at}`, email: "other" })).rejects.toThrow("The conditional request failed");
      });
      test(`customer ${at} is found by email`, async () => {
        await begins({ expect, shop });
        const id = CUSTOMERS[at % 5];
        expect((await shop.customerByEmail(`${id}@example.com`)).id).toBe(id);
        expect(await shop.customerByEmail(`nobody${at}@example.com`)).toBe(undefined);
      });
      test(`points of customer ${at} add up`, async () => {
        await begins({ expect, shop });
        for (let round = 1; round <= 3; round += 1) expect(await shop.addPoints(CUSTOMERS[at % 5], at)).toBe(round * at);
      });
      test(`customer ${at} who is not there is no customer`, async () => {
        await begins({ expect, shop });
        expect(await shop.customer(`new${at}`)).toBe(undefined);
      });
    }
  },

  products({ test, expect, shop }) {
    for (const at of range(10)) {
      const product = PRODUCTS[at];
      test(`the price of product ${at} changes`, async () => {
        await begins({ expect, shop });
        await shop.setPrice(product, 99.5);
        expect(await shop.product(product.id)).toEqual({ ...product, price: 99.5, version: 2 });
      });
      test(`the price of product ${at} is changed by one at a time`, async () => {
        await begins({ expect, shop });
        const outcomes = await Promise.allSettled([shop.setPrice(product, 1), shop.setPrice(product, 2)]);
        expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
      });
      test(`cheap products are found, ${at}`, async () => {
        await begins({ expect, shop });
        const category = CATEGORIES[at % 4];
        const found = await shop.cheapest(category, 12 + at);
        const expected = PRODUCTS.filter((one) => one.category === category && one.price <= 12 + at);
        expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
      });
      test(`several products are read at once, ${at}`, async () => {
        await begins({ expect, shop });
        const ids = range(at + 1).map((one) => `p${one}`);
        expect((await shop.products(ids)).map(({ id }) => id).sort()).toEqual([...ids].sort());
      });
    }
  },

  carts({ test, expect, shop }) {
    for (const at of range(10)) {
      const customer = CUSTOMERS[at % 5];
      test(`a cart holds what is put into it, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.addToCart("bob", `p${at}`);
        await shop.addToCart("bob", `p${at}`, 2);
        expect(await shop.cart("bob")).toEqual([{ customer: "bob", product: `p${at}`, count: 3 }]);
      });
      test(`a cart becomes an order, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.addToCart(customer, `p${at + 5}`, 2);
        await shop.checkOut(customer, 9);
        expect(await shop.cart(customer)).toEqual([]);
        expect((await shop.product(`p${at + 5}`)).stock).toBe(8);
        expect((await shop.orders(customer))[0].number).toBe(9);
      });
      test(`what is out of stock is not sold, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.addToCart("eve", `p${at}`, 11);
        await expect(shop.checkOut("eve", 9)).rejects.toThrow("Transaction cancelled");
        expect((await shop.cart("eve")).length).toBe(1);
        expect((await shop.product(`p${at}`)).stock).toBe(10);
      });
      test(`carts of others stay as they are, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.addToCart("kim", `p${at}`);
        expect((await shop.cart("ann")).length).toBe(1);
        expect(await shop.cart("joe")).toEqual([]);
      });
    }
  },

  orders({ test, expect, shop }) {
    for (const at of range(10)) {
      const customer = CUSTOMERS[at % 5];
      test(`orders come latest first, page by page, ${at}`, async () => {
        await begins({ expect, shop });
        expect((await shop.orders(customer, 1 + (at % 3))).map(({ number }) => number)).toEqual([2, 1, 0]);
      });
      test(`an open order is sent, once, ${at}`, async () => {
        await begins({ expect, shop });
        expect((await shop.openOrders(customer)).map(({ number }) => number)).toEqual([2]);
        await shop.send(customer, 2);
        expect(await shop.openOrders(customer)).toEqual([]);
        await expect(shop.send(customer, 2)).rejects.toThrow("The conditional request failed");
      });
      test(`an order number is given once, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.addToCart(customer, "p3");
        await expect(shop.checkOut(customer, 1)).rejects.toThrow("Transaction cancelled");
        expect((await shop.orders(customer)).length).toBe(3);
      });
      test(`an order has its total, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.addToCart("joe", `p${at}`, 2);
        expect(await shop.checkOut("joe", 5)).toBe(2 * (5 + at));
      });
    }
  },

  reviews({ test, expect, shop }) {
    for (const at of range(10)) {
      test(`stars are the mean, ${at}`, async () => {
        await begins({ expect, shop });
        expect(await shop.stars("p0")).toBe(3);
        await shop.review({ product: "p0", customer: "new", stars: at, text: "" });
        expect(await shop.stars("p0")).toBeCloseTo((15 + at) / 6);
      });
      test(`a product without reviews has no stars, ${at}`, async () => {
        await begins({ expect, shop });
        expect(await shop.stars(`p${at + 1}`)).toBe(undefined);
      });
      test(`a review is removed, once, ${at}`, async () => {
        await begins({ expect, shop });
        expect(await shop.removeReview("p0", CUSTOMERS[at % 5])).toBe(true);
        expect(await shop.removeReview("p0", CUSTOMERS[at % 5])).toBe(false);
      });
      test(`many reviews are removed at once, ${at}`, async () => {
        await begins({ expect, shop });
        await shop.removeReviews("p0", CUSTOMERS.slice(0, 1 + (at % 5)));
        expect(await shop.count("Reviews")).toBe(4 - (at % 5));
      });
    }
  },
};
