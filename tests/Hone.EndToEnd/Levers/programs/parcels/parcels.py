"""How punctual parcels were, in working days: parcels.py PARCELS"""
import sys
from datetime import date, timedelta

FIXED = {(1, 1), (5, 1), (10, 3), (12, 25), (12, 26)}


def easter(year):
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def is_working_day(day):
    if day.weekday() >= 5 or (day.month, day.day) in FIXED:
        return False
    return (day - easter(day.year)).days not in (-2, 1, 39, 50)


def working_days(first, last):
    """Working days after the first day up to the last one."""
    days, day = 0, first
    while day < last:
        day += timedelta(days=1)
        if is_working_day(day):
            days += 1
    return days


def parcels(count):
    """Days of sending and of delivery."""
    state, start = 5, date(2025, 3, 3)
    for _ in range(count):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        sent = start + timedelta(days=(state >> 8) % 60)
        yield sent, sent + timedelta(days=1 + (state >> 16) % 12)


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: parcels.py PARCELS")
    took, late = {}, 0
    for sent, delivered in parcels(int(sys.argv[1])):
        days = working_days(sent, delivered)
        took[days] = took.get(days, 0) + 1
        late += days > 4
    for days, count in sorted(took.items()):
        print(f"{days:3d} days: {count}")
    print(f"{late} late")


if __name__ == "__main__":
    main()
