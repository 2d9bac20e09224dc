using System.Text;
using System.Text.Json;
using Hone.Equivalence.Mutants;

namespace Hone.Cli.Steps.Oracle.Trials;

/// <summary>Lines of JavaScript by V8's own block coverage, which Node writes where NODE_V8_COVERAGE says.</summary>
internal sealed class NodeLines : ILineCounter
{
    public string Name => "v8";

    public bool Takes(SourceLanguage language) => language.Name == "javascript";

    public IReadOnlyDictionary<string, CountedLines> Count(Session session, IReadOnlyList<HotFunction> functions, CounterSetting setting)
    {
        string results = Path.Combine(setting.Tree.Temporary, "hone-v8");
        Directory.CreateDirectory(results);
        setting.RunAll(setting.Tree, _ => new Dictionary<string, string?> { ["NODE_V8_COVERAGE"] = results });
        Dictionary<string, CountedLines> counted = [];
        foreach (IGrouping<string, HotFunction> file in functions.GroupBy(function => function.File))
        {
            // Offsets count the letters of the text, not its bytes.
            string source = Encoding.UTF8.GetString(HotFunction.Bytes(file.First().Source));
            string url = new Uri(Path.Combine(setting.Tree.Folder, file.Key)).AbsoluteUri;
            IReadOnlyList<SourceToken> tokens = SourceLexer.Tokens(source, file.First().Language);
            HashSet<int> executed = [];
            bool any = false;
            foreach (string result in Directory.EnumerateFiles(results, "*.json"))
            {
                if (Ranges(result, url) is { Count: > 0 } ranges)
                {
                    any = true;
                    executed.UnionWith(tokens.Where(token => IsCode(token) && Count(ranges, token.Start) > 0).Select(token => token.Line));
                }
            }

            if (any)
            {
                counted[file.Key] = new(Name, tokens.Where(IsCode).Select(token => token.Line).ToHashSet(), executed);
            }
        }

        return counted;
    }

    // A line of brackets alone says nothing.
    private static bool IsCode(SourceToken token) => token.Kind is not (TokenKind.Open or TokenKind.Close) && token.Text is not (";" or "," or "else");

    // Blocks lie in each other; the innermost, which is the shortest, has the count.
    private static long Count(List<(int Start, int End, long Count)> ranges, int at) =>
        ranges.Where(range => range.Start <= at && at < range.End).OrderBy(range => range.End - range.Start).Select(range => range.Count).FirstOrDefault();

    private static List<(int Start, int End, long Count)>? Ranges(string path, string url)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            using JsonDocument document = JsonDocument.Parse(file);
            foreach (JsonElement script in document.RootElement.GetProperty("result").EnumerateArray())
            {
                if (script.GetProperty("url").GetString() == url)
                {
                    return
                    [
                        .. script.GetProperty("functions").EnumerateArray().SelectMany(function => function.GetProperty("ranges").EnumerateArray())
                            .Select(range => (range.GetProperty("startOffset").GetInt32(), range.GetProperty("endOffset").GetInt32(), range.GetProperty("count").GetInt64())),
                    ];
                }
            }
        }
        catch (Exception error) when (error is JsonException or IOException or KeyNotFoundException or InvalidOperationException)
        {
            // A program that was killed while it wrote.
        }

        return null;
    }
}
