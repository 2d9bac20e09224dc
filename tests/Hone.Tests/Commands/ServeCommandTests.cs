using Hone.Cli.Commands;

namespace Hone.Tests.Commands;

public sealed class ServeCommandTests
{
    private static readonly Uri _address = new("http://127.0.0.1:4711/#token=secret");

    [Fact]
    public void The_token_is_shown_on_a_terminal_and_in_a_log_only_when_it_is_nowhere_else()
    {
        Assert.Contains("http://127.0.0.1:4711/#token=secret\n", ServeCommand.Ready("/p", _address, "/state/4711.json", isTerminal: true), StringComparison.Ordinal);
        string log = ServeCommand.Ready("/p", _address, "/state/4711.json", isTerminal: false);
        Assert.DoesNotContain("secret", log, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:4711/\n", log, StringComparison.Ordinal);
        Assert.Contains("/state/4711.json\n", log, StringComparison.Ordinal);
        Assert.Contains("#token=secret\n", ServeCommand.Ready("/p", _address, null, isTerminal: false), StringComparison.Ordinal);
    }
}
