using Hone.Cli.Http;
using Hone.Cli.Serving;

namespace Hone.Tests.Serving;

public sealed class ServeGateTests : IDisposable
{
    private readonly AccessToken _token = new();
    private readonly ServeGate _gate;

    public ServeGateTests() => _gate = new(4711, _token);

    private RequestHead Good => new("127.0.0.1:4711", null, "Bearer " + _token.Text, "/events", "GET", null, 0);

    public void Dispose() => _token.Dispose();

    [Fact]
    public void With_the_token_everything_can_be_seen_and_without_only_the_empty_page()
    {
        Assert.All([ServeGate.Shell, ServeGate.Events, ServeGate.Report, ServeGate.State], path => Assert.Null(_gate.Refuse(Good with { Path = path, Origin = "http://127.0.0.1:4711" })));
        Assert.Null(_gate.Refuse(Good with { Path = "/", Authorization = null }));
        Assert.All([ServeGate.Events, ServeGate.Report, ServeGate.State, "/anything"], path => Assert.Equal(401, _gate.Refuse(Good with { Path = path, Authorization = null })!.Status));
        Assert.Equal(401, _gate.Refuse(Good with { Authorization = "Bearer " + _token.Text[1..] })!.Status);
        Assert.Equal(404, _gate.Refuse(Good with { Path = "/anything" })!.Status);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    public void Nothing_can_be_written_with_the_token_or_without(string method)
    {
        Assert.All(["/", "/events", "/anything"], path => Assert.Equal(405, _gate.Refuse(Good with { Path = path, Method = method })!.Status));
        Assert.All(["/", "/events", "/anything"], path => Assert.Equal(401, _gate.Refuse(Good with { Path = path, Method = method, Authorization = null })!.Status));
    }

    [Fact]
    public void Another_name_or_origin_gets_nothing_not_even_the_empty_page()
    {
        Assert.All([null, "", "evil.example:4711", "127.0.0.1", "127.0.0.1:80"], host => Assert.Equal(403, _gate.Refuse(Good with { Host = host, Path = "/" })!.Status));
        Assert.All(["", "null", "http://evil.example", "https://127.0.0.1:4711"], origin => Assert.Equal(403, _gate.Refuse(Good with { Origin = origin })!.Status));
    }
}
