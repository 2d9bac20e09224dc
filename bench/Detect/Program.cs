using System.Globalization;
using Hone.Bench;

// detect FOLDER [SERIES [PART]]: the tables of lines 1 to 4 of what the detector must show.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string folder = args[0];
int series = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 200;
string part = args.Length > 2 ? args[2] : "";
(string Name, Action Print)[] parts =
[
    ("flat", () => WholeSeries.PrintFlat(series)),
    ("step", () => WholeSeries.PrintSteps(series)),
    ("online", () => GrowingSeries.PrintAlarms(series)),
    ("pairs", () => GrowingSeries.PrintPairs(5 * series)),
    ("labelled", () => Labelled.Print(folder)),
    ("shapes", () => Shapes.Print(series)),
    ("speed", Speed.Print),
];
foreach ((string name, Action print) in parts)
{
    if (part.Length == 0 || part == name)
    {
        print();
        Console.WriteLine();
    }
}
