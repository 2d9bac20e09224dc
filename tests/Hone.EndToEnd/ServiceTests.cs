using System.Text.Json;

namespace Hone.EndToEnd;

/// <summary>A project whose workload is a server, beside one that ends.</summary>
public sealed class ServiceTests : IDisposable
{
    private const string Manifest = """
        [project]
        name = "shop"

        [[workload]]
        name = "serve"
        command = ["/usr/bin/python3", "server.py", "{port}"]
        service = { url = "http://127.0.0.1:{port}/", rates = [20, 40], duration = "2s", warmup = "300ms" }

        [[workload]]
        name = "sum"
        command = ["/usr/bin/python3", "-c", "print(sum(i * i for i in range(300000)))"]
        runs = 8
        """;

    private const string Server = """
        import http.server, sys

        def price(n):
            return sum(i * i for i in range(n))

        class Shop(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                body = str(price(40000)).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *words):
                pass

        http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Shop).serve_forever()
        """;

    private readonly ProjectFolder _folder = new(Manifest);

    public ServiceTests()
    {
        _folder.Write("server.py", Server);
        _folder.Commit("server");
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_round_measures_and_profiles_the_server_and_says_what_it_did_not_do()
    {
        Phase phase = Phase.Of(_folder.Hone("run", "--json"));
        JsonElement serve = phase.Root.GetProperty("workloads").EnumerateArray().Single(each => each.GetProperty("name").GetString() == "serve");
        JsonElement[] rates = [.. serve.GetProperty("service").GetProperty("rates").EnumerateArray()];
        Assert.Equal([20, 40], rates.Select(rate => rate.GetProperty("ratePerSecond").GetDouble()));
        Assert.Equal([40, 80], rates.Select(rate => rate.GetProperty("intended").GetInt64()));
        Assert.All(rates, rate => Assert.Equal(rate.GetProperty("intended").GetInt64(), rate.GetProperty("answered").GetInt64()));
        JsonElement median = rates[0].GetProperty("latency").EnumerateArray().First();
        Assert.InRange(median.GetProperty("valueNs").GetInt64(), median.GetProperty("lowNs").GetInt64(), median.GetProperty("highNs").GetInt64());

        Assert.True(phase.RankOf("serve", "cpu", "price") > 0, phase.Profile("serve", "cpu").ToString());
        Assert.Contains("under 20 requests/s", phase.Profile("serve", "cpu").GetProperty("notes").ToString(), StringComparison.Ordinal);
        Assert.Contains("only one of CPU time under load", phase.Profile("serve", "alloc").GetProperty("notes").ToString(), StringComparison.Ordinal);
        Assert.Equal(["exit", "http"], serve.GetProperty("golden").GetProperty("channels").EnumerateArray().Select(channel => channel.GetProperty("name").GetString()));

        string analysis = File.ReadAllText(_folder.File("PERFORMANCE_ANALYSIS.md"));
        Assert.Contains($"| serve | 20{(rates[0].GetProperty("offered").GetBoolean() ? "" : " (not reached)")} |", analysis, StringComparison.Ordinal);
        Assert.Contains("under 20, 40 requests/s", analysis, StringComparison.Ordinal);

        Tool.Answer status = _folder.Hone("status");
        Assert.Contains("baseline   every workload", status.Output, StringComparison.Ordinal);
        Assert.Equal(0, _folder.Hone("ledger", "verify").ExitCode);
        Tool.Answer check = _folder.Hone("oracle", "check");
        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Contains("serve: same", check.ToString(), StringComparison.Ordinal);

        _folder.Write("server.py", Server.Replace("i * i", "i * i + 1", StringComparison.Ordinal));
        Tool.Answer changed = _folder.Hone("oracle", "check", "-w", "serve");
        Assert.True(changed.ExitCode == 1, changed.ToString());
        Assert.Contains("http differs", changed.Output, StringComparison.Ordinal);
        Assert.Contains("line 4, byte", changed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_cannot_start_ends_the_baseline_with_its_last_words()
    {
        _folder.Write("server.py", "import sys\nsys.exit('no database')\n");
        Tool.Answer answer = _folder.Hone("baseline", "-w", "serve");
        Assert.True(answer.ExitCode == 1, answer.ToString());
        Assert.Contains("no database", answer.Error, StringComparison.Ordinal);
        Assert.Contains("service-ended", answer.Error, StringComparison.Ordinal);
    }
}
