using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>What commands print holds by the schema that <c>hone schema</c> prints for it, asked of a validator that Hone did not write (Ajv).</summary>
public sealed class SchemaTests : IDisposable
{
    private const string Check = """
        const Ajv = require('ajv/dist/2020'); const fs = require('fs');
        const closed = node => { if (node && typeof node === 'object') { if (node.type === 'object' && node.properties) node.additionalProperties = false; Object.values(node).forEach(closed); } return node; };
        for (const name of process.argv.slice(2)) {
            const check = new Ajv({ strict: false, allErrors: true }).compile(closed(JSON.parse(fs.readFileSync(name + '.schema.json'))));
            if (!check(JSON.parse(fs.readFileSync(name + '.json')))) { console.error(name, check.errors); process.exitCode = 1; }
        }
        """;

    private readonly ProjectFolder _folder = new("""
        [project]
        name = "sorted"
        [schedule]
        every-commits = 1000
        [[workload]]
        name = "sorted"
        command = ["sort", "words.txt"]
        runs = 5
        warmups = 0
        """);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_printed_holds_by_its_schema_and_has_no_member_beside_it()
    {
        _folder.Write("words.txt", string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"{i * 7919 % 20_011}\n")));
        _folder.Write("series.txt", string.Concat(Enumerable.Range(0, 60).Select(static i => i < 30 ? $"{10 + (i % 3)}\n" : $"{20 + (i % 3)}\n")));
        _folder.Commit("words");
        _folder.Write("package.json", "{}");
        Assert.Equal(0, Tool.Run(_folder.Path, "npm", "install", "--silent", "--no-audit", "--no-fund", "ajv@8.17.1").ExitCode);
        _folder.Write("check.js", Check);
        (string Name, string[] Command)[] documents =
        [
            ("phase", ["baseline"]), ("status", ["status"]), ("next", ["next"]), ("matrix", ["matrix"]), ("history", ["history"]), ("ledger", ["ledger", "log"]), ("ledger-verify", ["ledger", "verify"]),
            ("beads-seed", ["beads", "seed"]), ("beads", ["beads", "list"]), ("due", ["due"]), ("doctor", ["doctor"]), ("noise", ["doctor", "--noise"]), ("levers", ["levers"]), ("lever", ["levers", "explain", "n-plus-one"]),
            ("compare", ["compare", "--runs", "6", "true", "sleep 0.01"]), ("detect", ["detect", "series.txt"]), ("guard-list", ["guard", "list"]), ("brief", ["brief", "baseline"]), ("tricks", ["drill", "--list"]),
            ("changes", ["change", "list"]), ("schemas", ["schema"]), ("problem", ["matrix", "show", "no-such"]),
        ];
        foreach ((string name, string[] command) in documents)
        {
            Tool.Answer answer = _folder.Hone([.. command, "--json"]);
            Assert.True(answer.ExitCode is 0 or 1 or 2 or 3, $"{name}: {answer}");
            if (JsonDocument.Parse(answer.Output).RootElement.TryGetProperty("schema", out JsonElement schema))
            {
                Assert.Equal($"hone.{name}/1", schema.GetString());
            }

            _folder.Write(name + ".json", answer.Output);
            _folder.Write(name + ".schema.json", _folder.Hone("schema", name).Output);
        }

        string[] names = [.. documents.Select(static each => each.Name)];
        Tool.Answer held = Tool.Run(_folder.Path, "node", ["check.js", .. names]);
        Assert.True(held.ExitCode == 0, held.ToString());
        _folder.Write("status.json", _folder.Hone("next", "--json").Output);
        Assert.Equal(1, Tool.Run(_folder.Path, "node", "check.js", "status").ExitCode);
    }

    [Fact]
    public void A_document_that_is_not_there_is_named()
    {
        Tool.Answer answer = _folder.Hone("schema", "statsu");
        Assert.True(answer.ExitCode == 2 && answer.Error.Contains("[schema-unknown]", StringComparison.Ordinal), answer.ToString());
    }
}
