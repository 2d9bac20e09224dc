using System.Text.Json;
using Hone.Profiling.Formats.Firefox;
using Hone.Profiling.Formats.Input;
using Hone.Units;

namespace Hone.Profiling.Formats.Readers;

/// <summary>
/// The processed profiles of the Firefox Profiler, which samply and others write (docs-developer/processed-profile-format.md of
/// firefox-devtools/profiler). Threads are added up, or kept apart with <see cref="ReadOptions.ByProgram"/>; markers are no stacks and
/// left out. Memory grows by 20 bytes with each sample.
/// </summary>
internal sealed class FirefoxReader : IProfileReader
{
    public string Name => "firefox";

    public string Title => "a Firefox profile";

    public bool Recognises(ReadOnlySpan<byte> head) =>
        JsonHead.Of(head) is JsonHead json && !json.Has("traceEvents")
        && (json.HasBelow("preprocessedProfileVersion") || (json.Has("meta") && json.Has("libs")) || (json.Has("threads") && json.HasBelow("stackTable")));

    public Profile Read(Stream bytes, ReadOptions options, CancellationToken cancellation)
    {
        JsonInput json = new(bytes, Name, options.Place, cancellation);
        FirefoxTables shared = new();
        List<FirefoxThread> threads = [];
        List<string> libraries = [];
        string product = "";
        bool cutOff = false;
        try
        {
            json.Object();
            while (json.NextKey())
            {
                if (json.Is("threads"u8) && json.IsArray())
                {
                    while (json.NextElement())
                    {
                        threads.Add(new FirefoxThread());
                        threads[^1].Read(json);
                    }
                }
                else if (json.Is("shared"u8) && json.IsObject())
                {
                    while (json.NextKey())
                    {
                        if (!shared.TryRead(json))
                        {
                            json.SkipValue();
                        }
                    }
                }
                else if (json.Is("libs"u8) && json.IsArray())
                {
                    ReadLibraries(json, libraries);
                }
                else if (json.Is("meta"u8) && json.IsObject())
                {
                    product = ReadProduct(json);
                }
                else if (json.Token == JsonTokenType.PropertyName)
                {
                    json.SkipValue();
                }
            }
        }
        catch (EndOfStreamException)
        {
            cutOff = true;
        }

        return Build(threads, shared, libraries, product, options, cutOff ? ["the file is cut off, and only what it held is shown: get it again"] : []);
    }

    private static Profile Build(List<FirefoxThread> threads, FirefoxTables shared, List<string> libraries, string product, ReadOptions options, List<string> notes)
    {
        string type = threads.Count > 0 ? threads[0].WeightType : "samples";
        UnitScale scale = type switch { "tracing-ms" => UnitScale.Of("ms"), "bytes" => UnitScale.Of("bytes"), _ => UnitScale.Of("") };
        StackTree tree = new(1);
        FrameTable frames = new();
        long missing = 0;
        int others = 0;
        foreach (FirefoxThread thread in threads)
        {
            if (thread.WeightType != type)
            {
                others++;
                continue;
            }

            Dictionary<int, long> sums = thread.Sums(scale);
            int root = options.ByProgram && sums.Count > 0 ? tree.Child(-1, frames.Number(new Frame(thread.Name, "", FrameOrigin.Native))) : -1;
            missing += (thread.Tables is { Any: true } own ? own : shared).AddTo(sums, root, libraries, frames, tree);
        }

        if (others > 0)
        {
            notes.Add($"{others} threads count something else than the first and are left out");
        }

        if (missing > 0)
        {
            notes.Add($"{missing} stacks are used and not listed, so nobody knows their functions");
        }

        Metric metric = scale.Unit == Unit.Count ? new("samples", Unit.Count) : new(scale.Weight, scale.Unit);
        return tree.Build(scale.Unit == Unit.Bytes ? ProfileKind.Allocation : ProfileKind.Cpu, [metric], frames.Frames, product.Length == 0 ? "Firefox Profiler" : product, options, notes);
    }

    private static string ReadProduct(JsonInput json)
    {
        string product = "";
        while (json.NextKey())
        {
            if (json.Is("product"u8))
            {
                product = json.ReadText();
            }
            else
            {
                json.SkipValue();
            }
        }

        return product;
    }

    private static void ReadLibraries(JsonInput json, List<string> libraries)
    {
        while (json.NextElement())
        {
            string name = "";
            if (json.Token != JsonTokenType.StartObject)
            {
                throw json.Malformed("a library is expected");
            }

            while (json.NextKey())
            {
                if (json.Is("name"u8))
                {
                    name = json.ReadText();
                }
                else
                {
                    json.SkipValue();
                }
            }

            libraries.Add(name);
        }
    }
}
