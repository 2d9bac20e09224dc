using Hone.Problems;
using Hone.Profiling.Formats.Pprof;

namespace Hone.Profiling.Formats.Readers;

/// <summary>pprof's protobuf (proto/profile.proto of google/pprof), which Go, Pyroscope, Parca and many others write. One pass; memory grows with its tables and stacks.</summary>
internal sealed class PprofReader : IProfileReader
{
    private const int HighestField = 15;

    public string Name => "pprof";

    public string Title => "a pprof file";

    /// <summary>The fields are the profile's, and a field that says what is counted is two small numbers.</summary>
    public bool Recognises(ReadOnlySpan<byte> head)
    {
        WireCursor cursor = new(head);
        int fields = 0;
        bool typed = false;
        while (cursor.Next(out WireField field))
        {
            if (field.Number > HighestField || field.Bytes.IsEmpty != (field.Number is 7 or 8 or 9 or 10 or 12 or 13 or 14 or 15 || (field.Number == 6 && field.Bytes.IsEmpty)))
            {
                return false;
            }

            fields++;
            typed |= field.Number == 1 && IsType(field.Bytes);
        }

        // A field that the head cuts off fails like one that makes no sense, so the ones before must do.
        return typed && fields >= 2;
    }

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        WireStream wire = new(bytes, cancellation);
        PprofTables tables = new();
        PprofStacks stacks = new();
        bool sense = true;
        while (sense && wire.Next(out WireField field))
        {
            sense = Take(field, tables, stacks);
        }

        if (!sense || wire.Failed)
        {
            throw new ProblemException(new(ExitCode.Usage, "pprof-malformed", "the bytes are no pprof profile", "get the file again, or name its format with --format") { Place = $"{options.Place}, byte {wire.Position}" });
        }

        List<string> notes = [];
        if (wire.CutOff)
        {
            notes.Add("the file is cut off, and only what it held is shown: get it again");
        }

        return stacks.Build(tables, options, notes);
    }

    private static bool Take(WireField field, PprofTables tables, PprofStacks stacks)
    {
        switch (field.Number)
        {
            case 1:
                return stacks.AddType(field.Bytes);
            case 2:
                return stacks.AddSample(field.Bytes);
            case 3:
                return tables.AddMapping(field.Bytes);
            case 4:
                return tables.AddLocation(field.Bytes);
            case 5:
                return tables.AddFunction(field.Bytes);
            case 6:
                tables.AddText(field.Bytes);
                return true;
            case 11:
                return stacks.SetPeriod(field.Bytes);
            case 13:
                stacks.AddComment(field);
                return true;
            case 14:
                stacks.SetDefault(field.Value);
                return true;
            default:
                return true;
        }
    }

    private static bool IsType(ReadOnlySpan<byte> message)
    {
        WireCursor cursor = new(message);
        bool good = true;
        while (cursor.Next(out WireField field))
        {
            good &= field.Number is 1 or 2 && field.Bytes.IsEmpty && field.Value < 1 << 20;
        }

        return good && !cursor.Failed && !message.IsEmpty;
    }
}
