using System.Text;
using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>One whole round on programs that nobody here wrote and whose source is not here: what their symbols allow is shown, what not is said.</summary>
public sealed class ForeignProgramTests : IDisposable
{
    private readonly ProjectFolder _project = new(git: false);

    public void Dispose() => _project.Dispose();

    [Fact]
    public void Jq_on_twenty_megabytes_of_json()
    {
        WriteJson("big.json", 20_000_000);
        Phase phase = Round("jq", """
            [[workload]]
            name = "names"
            command = ["jq", "[.[] | select(.age > 40) | {name, tags}] | length", "big.json"]
            inputs = ["big.json"]
            runs = 5
            warmups = 1
            """);
        JsonElement cpu = phase.Profile("names", "cpu");
        Assert.True(cpu.GetProperty("samples").GetInt64() > 200, cpu.ToString());
        Assert.NotEqual(0, cpu.GetProperty("hotspots").GetArrayLength());
        Assert.True(phase.Profile("names", "alloc").GetProperty("total").GetInt64() > 20_000_000);
        AssertNamesFile(phase, "names", "big.json");
        AssertSaysWhatIsUnknown(cpu, "jq");
    }

    [Fact]
    public void Sqlite3_on_a_script_of_joins_and_aggregates()
    {
        _project.Write("report.sql", """
            create table person(id integer primary key, name text, city integer, age integer);
            create table visit(person integer, day integer, amount real);
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000) insert into person select i, 'name' || (i * 7919 % 20000), i * 31 % 100, i % 90 from n;
            with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000) insert into visit select i * 7919 % 20000 + 1, i % 365, i % 1000 / 10.0 from n;
            select city, count(*), round(avg(age), 2) from person group by city order by city;
            select p.city, sum(v.amount), count(distinct v.day) from visit v join person p on p.id = v.person group by p.city order by 2 desc limit 20;
            select a.name, b.name from person a join person b on a.age = b.age and a.id < b.id where a.city = 7 and b.city = 9 order by a.id, b.id limit 50;
            """);
        Phase phase = Round("sqlite3", """
            [[workload]]
            name = "report"
            command = ["sqlite3", ":memory:"]
            stdin = "report.sql"
            runs = 5
            warmups = 1
            """);
        JsonElement cpu = phase.Profile("report", "cpu");
        Assert.True(cpu.GetProperty("samples").GetInt64() > 200, cpu.ToString());
        Assert.True(phase.Profile("report", "alloc").GetProperty("total").GetInt64() > 1_000_000);
        AssertSaysWhatIsUnknown(cpu, "sqlite3");
    }

    [Fact]
    public void Python3_json_tool_on_five_megabytes()
    {
        WriteJson("five.json", 5_000_000);
        Phase phase = Round("jsontool", """
            [[workload]]
            name = "pretty"
            command = ["python3", "-m", "json.tool", "five.json", "pretty.json"]
            inputs = ["five.json"]
            outputs = ["pretty.json"]
            runs = 5
            warmups = 1
            """);
        JsonElement cpu = phase.Profile("pretty", "cpu");
        JsonElement[] hotspots = [.. cpu.GetProperty("hotspots").EnumerateArray()];
        Assert.Contains(hotspots.Take(5), hotspot => hotspot.GetProperty("function").GetString()!.Contains("iterencode", StringComparison.Ordinal)
            && hotspot.GetProperty("file").GetString()!.EndsWith("json/encoder.py", StringComparison.Ordinal));
        AssertNamesFile(phase, "pretty", "pretty.json");
    }

    [Fact]
    public void Node_frames_carry_function_and_script()
    {
        _project.Write("work.js", """
            function slowSort(list) { for (let i = 0; i < list.length; i++) for (let j = 0; j + 1 < list.length - i; j++) if (list[j] > list[j + 1]) [list[j], list[j + 1]] = [list[j + 1], list[j]]; return list; }
            function makeTexts(n) { let all = []; for (let i = 0; i < n; i++) all.push(('item ' + i).repeat(20).toUpperCase()); return all.length; }
            let list = Array.from({ length: 9000 }, (_, i) => (i * 7919) % 9001);
            console.log(slowSort(list)[5], makeTexts(100000));
            """);
        Phase phase = Round("nodework", """
            [[workload]]
            name = "work"
            command = ["node", "work.js"]
            runs = 5
            warmups = 1
            """);
        JsonElement hot = phase.Hotspot("work", "cpu", "slowSort");
        Assert.Equal("work.js", hot.GetProperty("file").GetString());
        Assert.Equal(1, hot.GetProperty("line").GetInt32());
        Assert.Equal("work.js", phase.Hotspot("work", "alloc", "makeTexts").GetProperty("module").GetString());
    }

    private Phase Round(string name, string workload)
    {
        _project.Write("hone.toml", $"[project]\nname = \"{name}\"\n{workload}\n");
        Phase phase = Phase.Of(_project.Hone("run", "--json"));
        Assert.Equal(0, _project.Hone("ledger", "verify").ExitCode);
        Assert.Equal(0, _project.Hone("oracle", "check").ExitCode);
        Assert.True(File.Exists(_project.File("PERFORMANCE_ANALYSIS.md")));
        return phase;
    }

    private static void AssertNamesFile(Phase phase, string workload, string file) =>
        Assert.Contains(
            phase.Profile(workload, "io").GetProperty("apart").EnumerateArray(),
            frame => frame.GetProperty("function").GetString()!.EndsWith(file, StringComparison.Ordinal));

    // A program without debug symbols: either its functions are named, or the notes say which module hides them and what would help.
    private static void AssertSaysWhatIsUnknown(JsonElement cpu, string program)
    {
        bool isHidden = cpu.GetProperty("hotspots").EnumerateArray().Concat(cpu.GetProperty("apart").EnumerateArray())
            .Any(hotspot => hotspot.GetProperty("function").GetString()!.StartsWith('['));
        string notes = cpu.GetProperty("notes").ToString();
        Assert.True(!isHidden || notes.Contains("dbgsym", StringComparison.Ordinal) || notes.Contains("symbols", StringComparison.Ordinal), $"{program}: {notes}");
    }

    private void WriteJson(string name, int bytes)
    {
        StringBuilder json = new("[");
        Random random = new(1);
        for (int i = 0; json.Length < bytes; i++)
        {
            json.Append(i == 0 ? "" : ",\n").Append($"{{\"id\":{i},\"name\":\"person {random.Next(100000)}\",\"age\":{random.Next(90)},\"tags\":[\"a{random.Next(50)}\",\"b{random.Next(50)}\"],\"score\":{random.NextDouble():F6}}}");
        }

        _project.Write(name, json.Append(']').ToString());
    }
}
