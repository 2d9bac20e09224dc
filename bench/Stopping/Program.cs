using System.Globalization;
using Hone.Bench;

// stopping [STREAMS [power|coverage]]: the tables of docs/decisions/0004-comparison.md, from seeded noise; the same on every machine.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
int streams = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 4000;
string part = args.Length > 1 ? args[1] : "";
if (part != "coverage")
{
    Power.Print(streams);
}

if (part != "power")
{
    Coverage.Print(streams);
}
