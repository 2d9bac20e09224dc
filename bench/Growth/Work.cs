using System.Globalization;

namespace Work;

internal static class Program
{
    private static void Main(string[] arguments) =>
        Console.WriteLine(Work(arguments[0], long.Parse(arguments[1], CultureInfo.InvariantCulture), long.Parse(arguments[2], CultureInfo.InvariantCulture)));

    private static ulong Spin(ulong x, long times)
    {
        for (long i = 0; i < times; i++)
        {
            x = (x * 6364136223846793005) + 1442695040888963407;
        }

        return x;
    }

    private static ulong Halves(ulong x, long n, long unit)
    {
        if (n < 2)
        {
            return Spin(x, unit);
        }

        x = Halves(x, n / 2, unit);
        x = Halves(x, n - (n / 2), unit);
        return Spin(x, n * unit);
    }

    private static ulong Work(string kind, long n, long unit)
    {
        ulong x = 1;
        switch (kind)
        {
            case "0":
                return Spin(x, unit);
            case "1log":
                return Halves(x, n, unit);
            default:
                for (long i = 0; i < n; i++)
                {
                    x = Inner(x, kind, n, unit);
                }

                return x;
        }
    }

    private static ulong Inner(ulong x, string kind, long n, long unit)
    {
        switch (kind)
        {
            case "1":
                return Spin(x, unit);
            case "1.5":
                for (long j = 0; j * j < n; j++)
                {
                    x = Spin(x, unit);
                }

                return x;
            case "2":
                for (long j = 0; j < n; j++)
                {
                    x = Spin(x, unit);
                }

                return x;
            default:
                for (long j = 0; j < n * n; j++)
                {
                    x = Spin(x, unit);
                }

                return x;
        }
    }
}
