"""Prints what each customer owes for the first orders of the shop: invoices.py DATABASE ORDERS"""
import sqlite3
import sys


def discount_of(db, customer):
    return db.execute("SELECT discount FROM customers WHERE id = ?", (customer,)).fetchone()[0]


def amount_of(db, order):
    """The sum of an order's lines, in cents."""
    rows = db.execute(
        "SELECT l.quantity, p.cents FROM lines l JOIN products p ON p.id = l.product_id WHERE l.order_id = ?",
        (order,))
    return sum(quantity * cents for quantity, cents in rows)


def owed(db, count):
    """Cents owed by customer, over the first orders."""
    sums = {}
    orders = db.execute("SELECT id, customer_id FROM orders ORDER BY id LIMIT ?", (count,)).fetchall()
    for order, customer in orders:
        amount = amount_of(db, order)
        amount -= amount * discount_of(db, customer) // 100
        sums[customer] = sums.get(customer, 0) + amount
    return sums


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: invoices.py DATABASE ORDERS")
    db = sqlite3.connect(sys.argv[1], isolation_level=None)
    sums = owed(db, int(sys.argv[2]))
    top = sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:10]
    for customer, cents in top:
        print(f"{customer:6d} {cents / 100:12.2f}")
    print(f"{len(sums)} customers, {sum(sums.values())} cents")
    db.close()


if __name__ == "__main__":
    main()
