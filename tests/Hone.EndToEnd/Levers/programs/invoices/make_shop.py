"""Makes input/shop.db, always the same."""
import os
import random
import sqlite3

rng = random.Random(11)
os.makedirs("input", exist_ok=True)
if os.path.exists("input/shop.db"):
    os.remove("input/shop.db")
db = sqlite3.connect("input/shop.db")
db.executescript("""
    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, discount INTEGER);
    CREATE TABLE products (id INTEGER PRIMARY KEY, name TEXT, cents INTEGER);
    CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER);
    CREATE TABLE lines (order_id INTEGER, product_id INTEGER, quantity INTEGER);
""")
db.executemany("INSERT INTO customers VALUES (?, ?, ?)", [(i, f"customer {i}", rng.choice([0, 0, 5, 10])) for i in range(1, 501)])
db.executemany("INSERT INTO products VALUES (?, ?, ?)", [(i, f"product {i}", rng.randint(99, 9999)) for i in range(1, 301)])
db.executemany("INSERT INTO orders VALUES (?, ?)", [(i, rng.randint(1, 500)) for i in range(1, 12001)])
db.executemany("INSERT INTO lines VALUES (?, ?, ?)", [(order, rng.randint(1, 300), rng.randint(1, 5)) for order in range(1, 12001) for _ in range(rng.randint(1, 5))])
db.execute("CREATE INDEX lines_order ON lines (order_id)")
db.commit()
db.close()
