using System.Text;
using Hone.Units;
using Hone.Workloads;

namespace Hone.Tests.Workloads;

public sealed class ManifestTests
{
    private const string Least = """
        [project]
        name = "x"
        [[workload]]
        name = "w"
        command = ["true"]

        """;

    [Fact]
    public void The_example_of_the_reference_page_reads_as_it_says()
    {
        Project project = Manifest.Parse(ManifestReference.Example, "hone.toml");

        Assert.Equal("wordfreq", project.Name);
        Assert.Equal(["make", "-j2"], project.Build!.Words);
        Assert.Equal("make check", project.Test!.Text);
        Assert.Equal(["novel", "growth", "server"], project.Workloads.Select(workload => workload.Name));
        Workload novel = project.Workloads[0];
        Assert.Equal(["input/novel.txt"], novel.Inputs);
        Assert.Equal(["out/novel.csv"], novel.Outputs);
        Assert.Equal("bin/make-novel", novel.Prepare!.Words[0]);
        Assert.Equal(100_000, novel.Items);
        Assert.Equal(Duration.FromSeconds(30), novel.TimeBudget);
        Workload growth = project.Workloads[1];
        Assert.Equal([10_000, 20_000, 40_000, 80_000], growth.Sizes);
        Assert.False(growth.Primary);
        Assert.Equal(["/bin/sh", "-c", "bin/make-novel --words 20000 - | bin/wordfreq -"], growth.AtSize(20_000).Command.Argv);
        Assert.Equal((80_000, "bin/make-novel --words 80000 - | bin/wordfreq -"), (growth.Size, growth.Command.Text));
        Service server = project.Workloads[2].Service!;
        Assert.Equal(("http://127.0.0.1:{port}/count?word=whale", Duration.FromSeconds(30)), (server.Url, server.Duration));
        Assert.Equal([500.0], server.Rates);
        Assert.Equal(0.05, project.Thresholds.HotspotShare.Value);
    }

    [Fact]
    public void A_service_reads_with_everything_that_can_be_stated()
    {
        Service service = Manifest.Parse(Least.Replace("true", "server", StringComparison.Ordinal) + """
            [workload.service]
            requests = "load/shop.http"
            rates = [100, 200]
            warmup = "0s"
            connections = 9
            arrivals = "poisson"
            stop-signal = "INT"
            ready = { output = "^listening", timeout = "5s" }
            """, "hone.toml").Workloads[0].Service!;

        Assert.Equal([100.0, 200.0], service.Rates);
        Assert.Equal((null, "load/shop.http", Duration.Zero, 9, true, "INT"), (service.Url, service.RequestsFile, service.Warmup, service.Connections, service.Poisson, service.StopSignal));
        Assert.Equal(new ServiceReady { Output = "^listening", Timeout = Duration.FromSeconds(5) }, service.Ready);
    }

    [Fact]
    public void Every_way_of_writing_the_same_tables_reads_the_same()
    {
        string[] writings =
        [
            "[project]\nname = 'x'\n[build]\nshell = 'make'\nenv = {A = '1'}\n[[workload]]\nname = 'w'\ncommand = ['a']\nprepare = {shell = 'p', timeout = '1m'}\n",
            "project.name = 'x'\nbuild.shell = 'make'\nbuild.env.A = '1'\nworkload = [{name = 'w', command = ['a'], prepare.shell = 'p', prepare.timeout = '60s'}]\n",
            "[[workload]]\r\nname = 'w'\r\ncommand = [\r\n 'a', # why\r\n]\r\n[workload.prepare]\r\nshell = 'p'\r\ntimeout = '60 s'\r\n[build.env]\r\nA = '1'\r\n[build]\r\nshell = 'make'\r\n[project]\r\n\"name\" = \"\"\"x\"\"\"\r\n",
            "\uFEFF[project]\nname='x'\n[build]\nshell='''make'''\n[build.env]\nA=\"\\u0031\"\n[[workload]]\nname='w'\ncommand=[\"a\",]\n[workload.prepare]\nshell='p'\ntimeout='1m'\n",
        ];
        string[] read = [.. writings.Select(writing => Describe(Manifest.Parse(writing, "hone.toml")))];
        Assert.All(read, each => Assert.Equal(read[0], each));
        Assert.Contains("A=1", read[0], StringComparison.Ordinal);
        Assert.Equal(read[0], Describe(Manifest.Parse(Encoding.UTF8.GetBytes(writings[3]), "hone.toml")));
    }

    [Fact]
    public void The_defaults_that_the_table_states_are_those_that_stand()
    {
        StringBuilder stated = new();
        foreach (ManifestTable table in ManifestKeys.Tables.Where(table => table.ReservedFor is null && table.Name is not ("build" or "test")))
        {
            stated.AppendLine(table.Header);
            stated.AppendLine(table.Name switch { "project" => "name = 'x'", "workload" => "name = 'w'\ncommand = ['true']", _ => "" });
            foreach (ManifestKey key in table.Keys.Where(key => key.Default is not null))
            {
                stated.AppendLine($"{key.Name} = {key.Default}");
            }
        }

        Assert.Contains("runs = 30", stated.ToString(), StringComparison.Ordinal);
        Assert.Equal(Describe(Manifest.Parse(Least, "hone.toml")), Describe(Manifest.Parse(stated.ToString(), "hone.toml")));
    }

    [Fact]
    public void The_example_of_every_key_is_valid()
    {
        foreach (ManifestTable table in ManifestKeys.Tables.Concat([ManifestKeys.Prepare, ManifestKeys.Metric, ManifestKeys.Service, ManifestKeys.Ready]).Where(table => table.ReservedFor is null))
        {
            foreach (ManifestKey key in table.Keys)
            {
                const string Server = "[[workload]]\nname = 'w'\ncommand = ['a', '{port}']\n[workload.service]";
                string header = table.Name switch
                {
                    "workload.service" => Server + (key.Name is "url" or "requests" ? "" : "\nurl = 'http://a/'") + (key.Name is "rate" or "rates" ? "" : "\nrate = 1"),
                    "workload.service.ready" => Server + "\nurl = 'http://a/'\nrate = 1\n[workload.service.ready]" + (key.Name == "timeout" ? "\ntcp = 1" : ""),
                    "workload.prepare" or "workload.metric" => "[[workload]]\nname = 'w'\ncommand = ['a']\n" + table.Header,
                    _ => table.Header,
                };
                string name = table.Name is "project" or "workload" or "workload.metric" && key.Name != "name" ? "name = 'x'\n" : "";
                string command = !table.HasCommand || key.Name is "command" or "shell" ? "" : key.Name == "sizes" ? "command = ['a', '{n}']\n" : "command = ['a']\n";
                string finder = table.OneOf.Count == 0 || table.OneOf.Contains(key.Name) ? "" : "regex = '(a)'\n";
                string others = (table.Name == "project" ? "" : "[project]\nname = 'x'\n")
                    + (table.Name.StartsWith("workload", StringComparison.Ordinal) ? "" : "[[workload]]\nname = 'novel'\ncommand = ['a']\n");
                string text = $"{others}{header}\n{name}{command}{finder}{key.Name} = {key.Example}\n";
                ManifestReading reading = Manifest.Read(text, "hone.toml");
                Assert.True(reading.Problems.Count == 0, text + string.Join('\n', reading.Problems));
            }
        }
    }

    [Fact]
    public void A_size_stands_in_command_inputs_and_preparation_and_the_last_one_is_the_usual()
    {
        const string Sized = "[project]\nname = 'x'\n[[workload]]\nname = 'w'\ncommand = ['a', '${n}', '{n}{n}']\nstdin = 'in/{n}.txt'\ninputs = ['in/{n}.idx', 'all']\nprepare = {command = ['gen', '{n}']}\nsizes = [10, 20]\n";
        Workload usual = Manifest.Parse(Sized, "hone.toml").Workloads[0];
        Workload small = usual.AtSize(10);

        Assert.Equal((20, 10), (usual.Size, small.Size));
        Assert.Equal(["a", "${n}", "2020"], usual.Command.Words);
        Assert.Equal(["a", "${n}", "1010"], small.Command.Words);
        Assert.Equal(("in/20.txt", "in/10.txt"), (usual.StdinFile, small.StdinFile));
        Assert.Equal(["in/10.idx", "all"], small.Inputs);
        Assert.Equal(["gen", "10"], small.Prepare!.Words);
        Assert.Equal(["a", "${n}", "{n}{n}"], small.Template!.Command.Words);
        Assert.Equal(usual.Command.Words, small.AtSize(20).Command.Words);
        Workload without = Manifest.Parse(Least, "hone.toml").Workloads[0];
        Assert.Same(without, without.AtSize(5));
    }

    [Fact]
    public void Growth_has_a_budget_and_may_be_kept_out_of_a_round()
    {
        Project project = Manifest.Parse(Least + "[growth]\nbudget = \"2m\"\nrun = false\n", "hone.toml");

        Assert.Equal((Duration.FromSeconds(120), false), (project.Growth.Budget, project.Growth.InRun));
        Assert.Equal((Duration.FromSeconds(30), true), (Manifest.Parse(Least, "hone.toml").Growth.Budget, Manifest.Parse(Least, "hone.toml").Growth.InRun));
    }

    [Fact]
    public void Places_name_line_and_column_of_what_is_stated()
    {
        Project project = Manifest.Parse("[project]\nname = 'x'\n[[workload]]\nname = 'w'\ncommand = ['a']\ninputs = ['a',\n  'b/../c/']\n", "sub/hone.toml");

        Assert.Equal(["a", "c"], project.Workloads[0].Inputs);
        Assert.Equal("sub/hone.toml:7:3", project.Places["workload.w.inputs[1]"]);
        Assert.Equal("sub/hone.toml:5:11", project.Places["workload.w.command"]);
        Assert.Equal("sub/hone.toml:2:8", project.Places["project.name"]);
        Assert.DoesNotContain("workload.w.runs", project.Places.Keys);
    }

    [Fact]
    public void Prepare_runs_where_its_workload_runs_unless_it_says_otherwise()
    {
        Project project = Manifest.Parse(Least + "cwd = 'sub'\nenv = {A = '1'}\nprepare = {command = ['p']}\n[[workload]]\nname = 'v'\ncommand = ['a']\ncwd = 'sub'\nprepare = {command = ['p'], cwd = '.', env = {}}\n", "hone.toml");

        Assert.Equal("sub", project.Workloads[0].Prepare!.WorkingDirectory);
        Assert.Equal("1", project.Workloads[0].Prepare!.Environment["A"]);
        Assert.Equal(".", project.Workloads[1].Prepare!.WorkingDirectory);
        Assert.Equal(Duration.FromSeconds(600), project.Workloads[0].Prepare!.Timeout);
        Assert.Null(project.Workloads[0].Command.Timeout);
    }

    [Fact]
    public void Missing_files_are_told_where_they_are_named()
    {
        Project project = Manifest.Parse(Least + "stdin = 'in/a'\ninputs = ['in/b', 'in/c']\n[[workload]]\nname = 'v'\ncommand = ['a']\ninputs = ['in/d']\nprepare = {command = ['p']}\n", "hone.toml");

        Assert.Equal(["hone.toml:6:9", "hone.toml:7:19"], ManifestFiles.Check(project, path => path == "in/b").Select(problem => problem.Place));
        Assert.Equal(["hone.toml:11:11"], ManifestFiles.Check(project, path => path != "in/d", prepared: true).Select(problem => problem.Place));
        Assert.Empty(ManifestFiles.Check(project, _ => true, prepared: true));
    }

    internal static string Describe(Project project)
    {
        StringBuilder text = new();
        text.AppendLine($"{project.Name} {project.BeadPrefix} {project.Thresholds}");
        Command("build", project.Build);
        Command("test", project.Test);
        foreach (Workload each in project.Workloads)
        {
            text.AppendLine($"{each.Name} <{each.StdinFile}> [{string.Join(',', each.Inputs)}] [{string.Join(',', each.Outputs)}] {each.ExpectedExit} {each.Timeout} {each.Runs} {each.TimeBudget} {each.Warmups} {each.Items} [{string.Join(',', each.Sizes)}] {each.Primary}");
            Command("  command", each.Command);
            Command("  prepare", each.Prepare);
        }

        return text.ToString();

        void Command(string name, CommandLine? command) =>
            text.AppendLine(command is null ? name + " none" : $"{name} {string.Join('|', command.Argv)} in {command.WorkingDirectory} {string.Join(' ', command.Environment.Select(pair => pair.Key + "=" + pair.Value))} {command.Timeout}");
    }
}
