using System.Globalization;
using Hone.Dummy;

// A real little program for the tests: it burns, allocates, reads, waits and misbehaves on demand.
if (args.Length == 0)
{
    return Usage();
}

string command = args[0];
string? text = args.Length > 1 ? args[1] : null;
long? number = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long parsed) ? parsed : null;
TimeSpan time = TimeSpan.FromMilliseconds(number ?? 0);
switch (command)
{
    case "burn" when number is not null:
        Console.WriteLine(Work.Burn(time) > 0 ? "burnt" : "");
        return 0;
    case "alloc" when number is long megabytes:
        Work.Allocate(megabytes << 20);
        Console.WriteLine(GC.GetTotalAllocatedBytes(precise: true));
        return 0;
    case "hold" when number is long megabytes:
        Work.Hold(megabytes << 20);
        return 0;
    case "read" when text is not null:
        Console.WriteLine(Work.Read(text, args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 4096));
        return 0;
    case "lock" when number is not null:
        Work.Contend(time);
        return 0;
    case "sleep" when number is not null:
        Thread.Sleep(time);
        return 0;
    case "exit" when number is long code:
        return (int)code;
    case "crash" when text is null or "abort":
        Environment.FailFast("asked to");
        return 1;
    case "crash" when text is "segv":
        Misdeeds.ReadNothing();
        return 1;
    case "hang":
        Misdeeds.IgnoreSigTerm();
        return 0;
    case "fork-and-leave" when number is not null:
        Misdeeds.Leave(time, keepOutput: args.Length > 2 && args[2] == "keep");
        return 0;
    case "print" when number is long bytes:
        using (Stream output = Console.OpenStandardOutput())
        {
            Work.Print(output, bytes);
        }

        return 0;
    case "spam-stderr" when number is long bytes:
        using (Stream error = Console.OpenStandardError())
        {
            Work.Print(error, bytes);
        }

        return 0;
    case "echo-env" when text is not null:
        Console.WriteLine(Environment.GetEnvironmentVariable(text));
        return 0;
    case "random":
        Console.WriteLine(Guid.NewGuid());
        return 0;
    case "garbage":
        using (Stream output = Console.OpenStandardOutput())
        {
            output.Write([0xff, 0xfe, 0x00, 0x1b, (byte)'[', (byte)'3', (byte)'1', (byte)'m', 0xc3, 0x28, (byte)'\n']);
        }

        return 0;
    default:
        return Usage();
}

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: hone-dummy burn MS | alloc MB | hold MB | read FILE [CHUNK] | lock MS | sleep MS | exit N | crash [abort|segv] | hang
               | fork-and-leave MS [keep] | print BYTES | spam-stderr BYTES | echo-env NAME | random | garbage
        """);
    return 2;
}
