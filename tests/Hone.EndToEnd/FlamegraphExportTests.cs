using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>What other tools make of the files that Hone writes.</summary>
public sealed class FlamegraphExportTests : IDisposable
{
    private const string Speedscope = "speedscope@1.25.0";

    // Debian's golang-github-google-pprof-dev holds the definition that pprof publishes.
    private const string ProfileProto = "/usr/share/gocode/src/github.com/google/pprof/proto/profile.proto";

    private const string Folded = "main;parse;read \"x\" 60\nmain;parse 10\nmain;format;été → 30\nother 7\n";

    /// <summary>
    /// Loads speedscope's program without a browser: what it asks of one gets an answer that is everything and nothing. Its importers are
    /// functions inside; they are found by the message that it logs when it uses them.
    /// </summary>
    private const string Importer = """
        const fs = require('fs'), path = require('path');
        const folder = path.join(process.cwd(), 'node_modules/speedscope/dist/release');
        let text = fs.readFileSync(path.join(folder, fs.readdirSync(folder).find(name => /^speedscope-.*\.js$/.test(name))), 'utf8');
        const importer = /Importing as speedscope json file"\),(\w+)\(/.exec(text)[1];
        const anything = new Proxy(function () {}, {
          get: (target, key) => key === Symbol.toPrimitive ? () => 0 : key === 'prototype' ? target.prototype : key === Symbol.iterator ? undefined : anything,
          apply: () => anything, construct: () => anything, set: () => true, has: () => true });
        text = text.replace('(()=>{', `(()=>{globalThis.importer=${importer};`);
        const print = console.log;
        console.log = () => {};
        try { new Function('window', 'document', 'localStorage', 'navigator', 'location', 'alert', text)(anything, anything, anything, anything, anything, anything); } catch { }
        const group = globalThis.importer(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')));
        const profile = group.profiles[group.indexToView], frames = {};
        profile.forEachFrame(frame => frames[frame.name] = [frame.getTotalWeight(), frame.getSelfWeight()]);
        print(JSON.stringify({ profiles: group.profiles.length, total: profile.getTotalWeight(), unit: profile.getWeightUnit(), frames }));
        process.exit(0);
        """;

    private const string Decoder = """
        import gzip, json, sys
        import profile_pb2
        p = profile_pb2.Profile()
        p.ParseFromString(gzip.open(sys.argv[1]).read())
        text = p.string_table
        functions = {f.id: text[f.name] for f in p.function}
        locations = {l.id: [functions[line.function_id] for line in l.line] for l in p.location}
        mappings = {m.id for m in p.mapping}
        assert all(l.mapping_id == 0 or l.mapping_id in mappings for l in p.location) and text[0] == ''
        stacks = {}
        for sample in p.sample:
            assert len(sample.value) == len(p.sample_type)
            names = ';'.join(name for id in reversed(sample.location_id) for name in reversed(locations[id]))
            stacks[names] = list(sample.value)
        print(json.dumps({'types': [[text[t.type], text[t.unit]] for t in p.sample_type], 'default': text[p.default_sample_type], 'stacks': stacks}))
        """;

    private readonly ProjectFolder _folder = new(git: false);

    [Fact]
    public void Speedscope_itself_imports_what_is_written_for_it()
    {
        _folder.Write("package.json", "{}");
        Run("npm", "install", "--silent", "--no-audit", "--no-fund", Speedscope);
        _folder.Write("import.js", Importer);
        _folder.Write("app.folded", Folded);
        Run(Tool.Program, "flamegraph", "app.folded", "--to", "speedscope", "-o", "app.json");
        JsonElement seen = JsonDocument.Parse(Run("node", "import.js", "app.json")).RootElement;
        Assert.Equal((1, 107, "none"), (seen.GetProperty("profiles").GetInt32(), seen.GetProperty("total").GetInt32(), seen.GetProperty("unit").GetString()));
        Assert.Equal("[100,0]", seen.GetProperty("frames").GetProperty("main").GetRawText());
        Assert.Equal("[70,10]", seen.GetProperty("frames").GetProperty("parse").GetRawText());
        Assert.Equal("[30,30]", seen.GetProperty("frames").GetProperty("été →").GetRawText());
    }

    [Fact]
    public void Pprofs_own_definition_decodes_what_is_written_for_it()
    {
        Run("protoc", "-I", Path.GetDirectoryName(ProfileProto)!, "--python_out=.", ProfileProto);
        _folder.Write("decode.py", Decoder);
        _folder.Write("app.folded", Folded);
        Run(Tool.Program, "flamegraph", "app.folded", "--to", "pprof", "-o", "app.pb.gz");
        JsonElement seen = JsonDocument.Parse(Run("/usr/bin/python3", "decode.py", "app.pb.gz")).RootElement;
        Assert.Equal("[[\"weight\", \"count\"]]", seen.GetProperty("types").GetRawText());
        Assert.Equal("weight", seen.GetProperty("default").GetString());
        Assert.Equal(
            ["main;format;été → 30", "main;parse 10", "main;parse;read \"x\" 60", "other 7"],
            seen.GetProperty("stacks").EnumerateObject().Select(stack => $"{stack.Name} {stack.Value[0]}").Order(StringComparer.Ordinal));
    }

    public void Dispose() => _folder.Dispose();

    private string Run(string program, params string[] arguments)
    {
        Tool.Answer answer = Tool.Run(_folder.Path, program, arguments);
        Assert.True(answer.ExitCode == 0, answer.ToString());
        return answer.Output;
    }
}
