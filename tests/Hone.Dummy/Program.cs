using Hone.Dummy;

// A real little program for the tests: it burns, allocates, reads, waits and misbehaves on demand.
if (args.Length == 0)
{
    return Usage();
}

long number = args.Length > 1 && long.TryParse(args[1], out long parsed) ? parsed : 0;
switch (args[0])
{
    case "burn":
        Console.WriteLine(Work.Burn(TimeSpan.FromMilliseconds(number)) > 0 ? "burnt" : "");
        return 0;
    case "alloc":
        Work.Allocate(number << 20);
        Console.WriteLine(GC.GetTotalAllocatedBytes(precise: true));
        return 0;
    case "hold":
        Work.Hold(number << 20);
        return 0;
    case "read":
        Console.WriteLine(Work.Read(args[1], args.Length > 2 ? int.Parse(args[2]) : 4096));
        return 0;
    case "lock":
        Work.Contend(TimeSpan.FromMilliseconds(number));
        return 0;
    case "sleep":
        Thread.Sleep(TimeSpan.FromMilliseconds(number));
        return 0;
    case "exit":
        return (int)number;
    case "crash":
        Environment.FailFast("asked to");
        return 1;
    case "print":
        Work.Print(number);
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
    Console.Error.WriteLine("usage: hone-dummy burn MS | alloc MB | hold MB | read FILE CHUNK | lock MS | sleep MS | exit N | crash | print BYTES | random | garbage");
    return 2;
}
