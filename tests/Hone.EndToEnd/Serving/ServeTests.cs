using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Hone.EndToEnd.Serving;

/// <summary>hone serve beside other hones that are at work, as a client sees it; <see cref="ServeInBrowserTests"/> looks at its page.</summary>
public sealed class ServeTests(ServeFixture served) : IClassFixture<ServeFixture>
{
    private const int Clients = 200;

    [Fact]
    public async Task Without_the_token_there_is_an_empty_page_and_with_it_nothing_can_be_written()
    {
        using HttpClient stranger = ServeFixture.Client(served.Address, null);
        using HttpClient client = ServeFixture.Client(served.Address, served.Token);
        HttpResponseMessage shell = await stranger.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, shell.StatusCode);
        Assert.StartsWith("default-src 'none';", shell.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("observed-project", await shell.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        foreach (string path in new[] { "/events", "/state", "/report", "/other" })
        {
            Assert.Equal(401, await Status(stranger, HttpMethod.Get, path));
            Assert.Equal(401, await Status(stranger, HttpMethod.Post, path));
            Assert.Equal(405, await Status(client, HttpMethod.Post, path));
            Assert.Equal(405, await Status(client, HttpMethod.Delete, path));
        }

        Assert.Equal(404, await Status(client, HttpMethod.Get, "/other"));
        Assert.Equal(200, await Status(client, HttpMethod.Get, "/state"));
        Assert.Equal(403, await Status(client, HttpMethod.Get, "/state", "http://evil.example"));

        // A name that was bent to this machine, and shows the token.
        Assert.Contains(await Raw($"GET /state HTTP/1.1\r\nHost: evil.example:{served.Address.Port}\r\nAuthorization: Bearer {served.Token}\r\n\r\n"), (string[])["400", "403", "404"]);
    }

    [Fact]
    public async Task A_running_phase_is_seen_to_move_and_who_was_cut_off_misses_nothing()
    {
        using HttpClient client = ServeFixture.Client(served.Address, served.Token);
        List<EventReader.Event> seen = [];
        using Tool.Running baseline = served.Begin("baseline");
        using (EventReader first = await EventReader.Open(client))
        {
            while (!(seen.Count > 0 && Running(seen[^1]) is not null))
            {
                seen.Add(await first.Next());
            }
        }

        // Cut off while it goes on.
        await Task.Delay(1500, TestContext.Current.CancellationToken);
        int before = seen.Count;
        using (EventReader second = await EventReader.Open(client, seen[^1].Id))
        {
            while (!(seen[^1].Topic == "progress" && Running(seen[^1]) is null))
            {
                seen.Add(await second.Next());
            }
        }

        Tool.Answer ended = baseline.Wait(TimeSpan.FromSeconds(60));
        Assert.True(ended.ExitCode == 0, ended.ToString());
        long[] numbers = [.. seen.Skip(before - 1).Select(happened => happened.Number)];
        Assert.Equal(Enumerable.Range(0, numbers.Length).Select(i => numbers[0] + i), numbers);
        JsonElement[] running = [.. seen.Select(Running).OfType<JsonElement>()];
        Assert.All(running, each => Assert.Equal("baseline", each.GetProperty("command").GetString()));
        int[] steps = [.. running.Select(each => each.GetProperty("step").GetInt32())];
        Assert.Equal(steps.Order(), steps);
        Assert.Equal((1, 3), (steps[0], steps[^1]));
        Assert.All(running, each => Assert.Equal(3, each.GetProperty("of").GetInt32()));

        // Within a step, too: more of it is done each time, with a time that is left.
        JsonElement[] measuring = [.. running.Where(each => each.GetProperty("text").GetString()!.StartsWith("day · run ", StringComparison.Ordinal))];
        Assert.True(measuring.Length >= 2, string.Join('\n', running.Select(each => each.ToString())));
        Assert.True(measuring.Zip(measuring.Skip(1)).All(pair => pair.First.GetProperty("done").GetDouble() < pair.Second.GetProperty("done").GetDouble()));
        Assert.InRange(measuring[^1].GetProperty("left_s").GetDouble(), 0.01, 60);
        Assert.Contains(seen, happened => happened.Topic == "record" && happened.Data.GetProperty("entries").GetInt32() > 0);
        Assert.False(File.Exists(served.Project.File(".hone/progress.json")));
    }

    [Fact]
    public async Task A_phase_that_was_killed_is_no_phase_that_runs()
    {
        using HttpClient client = ServeFixture.Client(served.Address, served.Token);
        using EventReader events = await EventReader.Open(client);
        using Tool.Running baseline = served.Begin("baseline");
        await events.Until("progress", data => data.GetProperty("running").ValueKind == JsonValueKind.Object);
        baseline.Kill();
        await events.Until("progress", data => data.GetProperty("running").ValueKind == JsonValueKind.Null);
        Assert.True(File.Exists(served.Project.File(".hone/progress.json")), "the file is still there, and believed no more");
    }

    // What the silent ones are sent fits the buffers of their sockets. Those that nothing fits into any more are in ReplyStreamTests and EventHubTests.
    [Fact]
    public async Task Two_hundred_clients_all_hear_of_a_claim_beside_connections_that_never_read()
    {
        List<TcpClient> silent = [];
        List<Task<(HttpClient, EventReader)>> opening = [];
        for (int i = 0; i < Clients; i++)
        {
            opening.Add(Task.Run(async () =>
            {
                HttpClient client = ServeFixture.Client(served.Address, served.Token);
                return (client, await EventReader.Open(client));
            }));
        }

        (HttpClient Client, EventReader Events)[] all = await Task.WhenAll(opening);
        for (int i = 0; i < 5; i++)
        {
            TcpClient client = new() { ReceiveBufferSize = 1024 };
            await client.ConnectAsync(IPAddress.Loopback, served.Address.Port, TestContext.Current.CancellationToken);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{served.Address.Port}\r\nAuthorization: Bearer {served.Token}\r\n\r\n"), TestContext.Current.CancellationToken);
            silent.Add(client);
        }

        string bead = await ServeFixture.Ready(all[0].Client);
        Task<EventReader.Event>[] hearing = [.. all.Select(each => each.Events.Until("board", data => Bead(data, bead).GetProperty("column").GetString() == "claimed"))];
        Tool.Answer claimed = served.Hone("beads", "claim", bead);
        Assert.True(claimed.ExitCode == 0, claimed.ToString());
        EventReader.Event[] heard = await Task.WhenAll(hearing);
        Assert.Single(heard.Select(happened => happened.Id).Distinct());
        Assert.Equal("tester", Bead(heard[0].Data, bead).GetProperty("who").GetString());
        Assert.Equal(0, served.Hone("beads", "release", bead).ExitCode);
        foreach ((HttpClient client, EventReader events) in all)
        {
            events.Dispose();
            client.Dispose();
        }

        silent.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task A_tracker_with_a_program_of_its_own_is_not_started_beside_what_is_measured_not_even_at_first()
    {
        using ProjectFolder project = new(ServeFixture.Manifest);
        project.Write(".beads/embeddeddolt/x", "");
        string state = served.State + "-driven", log = project.File(".beads/double.log");
        Dictionary<string, string?> variables = new()
        {
            ["PATH"] = Path.Combine(Repository.Root, "tests/fixtures/trackers/bin") + ":" + Environment.GetEnvironmentVariable("PATH"),
            ["XDG_STATE_HOME"] = state,
        };
        Tool.Answer seeded = Tool.Run(project.Path, variables, Tool.Program, "beads", "seed");
        Assert.True(seeded.ExitCode == 0, seeded.ToString());
        using Tool.Running baseline = Tool.Start(project.Path, variables, Tool.Program, "baseline");
        Assert.True(SpinWait.SpinUntil(() => File.Exists(project.File(".hone/progress.json")), TimeSpan.FromSeconds(30)), "the baseline did not begin");
        string[] before = await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken);
        using Tool.Running server = Tool.Start(project.Path, variables, Tool.Program, "serve");
        try
        {
            (Uri address, string token) = ServeFixture.Access(state);
            using HttpClient client = ServeFixture.Client(address, token);
            using EventReader events = await EventReader.Open(client);
            EventReader.Event board = await events.Until("board", _ => true);
            Assert.Equal("The board is read when the command at work has ended.", board.Data.GetProperty("later").GetString());
            Assert.Equal(before, await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
            Tool.Answer ended = baseline.Wait(TimeSpan.FromSeconds(60));
            Assert.True(ended.ExitCode == 0, ended.ToString());
            await events.Until("board", data => data.GetProperty("beads").GetArrayLength() > 0);
        }
        finally
        {
            server.Kill();
            Directory.Delete(state, recursive: true);
        }
    }

    [Fact]
    public async Task An_altered_record_and_a_broken_manifest_are_told_and_the_server_goes_on()
    {
        using HttpClient client = ServeFixture.Client(served.Address, served.Token);
        string ledger = served.Project.File(".hone/ledger.jsonl");
        string whole = await File.ReadAllTextAsync(ledger, TestContext.Current.CancellationToken);
        string manifest = await File.ReadAllTextAsync(served.Project.File("hone.toml"), TestContext.Current.CancellationToken);
        using EventReader events = await EventReader.Open(client);
        await File.WriteAllTextAsync(ledger, whole.Replace("tester", "nobody", StringComparison.Ordinal) + "\0garbage", TestContext.Current.CancellationToken);
        EventReader.Event altered = await events.Until("record", data => data.GetProperty("problem").ValueKind == JsonValueKind.String);
        Assert.StartsWith("the ledger was altered: ", altered.Data.GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.Contains("The record was altered.", await client.GetStringAsync("/report", TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await File.WriteAllTextAsync(ledger, whole, TestContext.Current.CancellationToken);
        await events.Until("record", data => data.GetProperty("problem").ValueKind == JsonValueKind.Null);

        await File.WriteAllTextAsync(served.Project.File("hone.toml"), "[project\n", TestContext.Current.CancellationToken);
        await events.Until("board", data => data.GetProperty("problem").ValueKind == JsonValueKind.String);
        HttpResponseMessage none = await client.GetAsync("/report", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, none.StatusCode);
        Assert.Contains("next: ", await none.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await File.WriteAllTextAsync(served.Project.File("hone.toml"), manifest, TestContext.Current.CancellationToken);
        await events.Until("board", data => data.GetProperty("problem").ValueKind == JsonValueKind.Null);
        Assert.Contains("<h2 id=\"summary-title\">", await client.GetStringAsync("/report", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_a_full_disk_it_serves_and_says_so()
    {
        using SmallDisk disk = new();
        await File.WriteAllTextAsync(Path.Combine(disk.Path, "hone.toml"), "[project]\nname = \"full\"\n[[workload]]\nname = \"day\"\ncommand = [\"true\"]\n", TestContext.Current.CancellationToken);
        Dictionary<string, string?> variables = new() { ["XDG_STATE_HOME"] = served.State + "-full" };
        disk.Fill();
        using Tool.Running server = Tool.Start(disk.Path, variables, Tool.Program, "serve");
        try
        {
            (Uri address, string token) = ServeFixture.Access(served.State + "-full");
            using HttpClient client = ServeFixture.Client(address, token);
            using EventReader events = await EventReader.Open(client);
            await events.Until("disk", data => data.GetProperty("problem").GetString()?.StartsWith("the disk of the project is full", StringComparison.Ordinal) == true);
            Assert.Contains("<h2 id=\"summary-title\">", await client.GetStringAsync("/report", TestContext.Current.CancellationToken), StringComparison.Ordinal);
            disk.Free();
            await events.Until("disk", data => data.GetProperty("problem").ValueKind == JsonValueKind.Null);
        }
        finally
        {
            server.Kill();
            Directory.Delete(served.State + "-full", recursive: true);
        }
    }

    [Fact]
    public async Task A_state_directory_that_takes_nothing_is_told_and_the_token_is_printed_instead()
    {
        int port;
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            port = ((IPEndPoint)probe.LocalEndpoint).Port;
        }

        using Tool.Running server = Tool.Start(served.Project.Path, new Dictionary<string, string?> { ["XDG_STATE_HOME"] = "/proc/nowhere" }, Tool.Program, "serve", "--port", port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        using HttpClient stranger = ServeFixture.Client(new($"http://127.0.0.1:{port}/"), null);
        for (int tries = 0; ; tries++)
        {
            try
            {
                Assert.Equal(200, await Status(stranger, HttpMethod.Get, "/"));
                break;
            }
            catch (HttpRequestException) when (tries < 200)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }

        _ = Tool.Run("/", "kill", "-TERM", server.Id.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Tool.Answer ended = server.Wait(TimeSpan.FromSeconds(20));
        Assert.Matches(FormattableString.Invariant($"http://127\\.0\\.0\\.1:{port}/#token=[A-Za-z0-9_-]{{43}}\n"), ended.Output);
        Assert.Contains("the token could not be written to a file", ended.Error, StringComparison.Ordinal);
    }

    private static JsonElement? Running(EventReader.Event happened) =>
        happened.Topic == "progress" && happened.Data.GetProperty("running") is { ValueKind: JsonValueKind.Object } running ? running : null;

    private static JsonElement Bead(JsonElement board, string name) => board.GetProperty("beads").EnumerateArray().Single(bead => bead.GetProperty("name").GetString() == name);

    private static async Task<int> Status(HttpClient client, HttpMethod method, string path, string? origin = null)
    {
        using HttpRequestMessage request = new(method, path);
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using HttpResponseMessage answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return (int)answer.StatusCode;
    }

    private async Task<string> Raw(string request)
    {
        using TcpClient client = new();
        await client.ConnectAsync(IPAddress.Loopback, served.Address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request));
        using StreamReader reader = new(client.GetStream());
        return (await reader.ReadLineAsync() ?? "").Split(' ') is [_, string status, ..] ? status : "";
    }
}
