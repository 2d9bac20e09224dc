using System.Globalization;
using Hone.Bench;

// stopping [STREAMS]: the tables of docs/decisions/0004-comparison.md, from seeded noise; the same on every machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int streams = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4000;
Power.Print(streams);
Coverage.Print(streams);
