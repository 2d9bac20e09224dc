using Hone.Cli.Http;
using Hone.Cli.Mcp.Http;

namespace Hone.Tests.Mcp.Http;

public sealed class RequestGateTests : IDisposable
{
    private const int Port = 4711;

    private readonly AccessToken _token = new();
    private readonly RequestGate _gate;

    public RequestGateTests() => _gate = new(Port, _token, 1000);

    private RequestHead Good => new("127.0.0.1:4711", null, "Bearer " + _token.Text, "/mcp", "POST", "application/json; charset=utf-8", 1000);

    public void Dispose() => _token.Dispose();

    [Fact]
    public void What_a_client_of_this_user_sends_comes_in()
    {
        Assert.Null(_gate.Refuse(Good));
        Assert.Null(_gate.Refuse(Good with { Host = "localhost:4711", Origin = "http://localhost:4711" }));
        Assert.Null(_gate.Refuse(Good with { Method = "DELETE", ContentType = null, Length = -1 }));
        Assert.Null(_gate.Refuse(Good with { Authorization = "bearer  " + _token.Text + " " }));
    }

    [Theory]
    [InlineData("evil.example:4711")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("127.0.0.1:4711.evil.example")]
    [InlineData("")]
    [InlineData(null)]
    public void A_name_that_was_bent_to_this_machine_is_refused(string? host) => Assert.Equal(403, _gate.Refuse(Good with { Host = host })!.Status);

    [Theory]
    [InlineData("http://evil.example")]
    [InlineData("null")]
    [InlineData("https://127.0.0.1:4711")]
    [InlineData("http://127.0.0.1:4712")]
    [InlineData("")]
    public void A_page_of_another_origin_is_refused_even_with_the_token(string origin) => Assert.Equal(403, _gate.Refuse(Good with { Origin = origin })!.Status);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer ")]
    [InlineData("Bearer x")]
    [InlineData("Basic x")]
    public void Without_the_token_nothing_is_told_not_even_what_there_is(string? authorization)
    {
        Assert.Equal(401, _gate.Refuse(Good with { Authorization = authorization })!.Status);
        Assert.Equal(401, _gate.Refuse(Good with { Authorization = authorization, Path = "/", Method = "PUT", Length = long.MaxValue })!.Status);
        Assert.Equal(401, _gate.Refuse(Good with { Authorization = _token.Text })!.Status);
        Assert.Equal(401, _gate.Refuse(Good with { Authorization = "Bearer " + _token.Text[..^1] })!.Status);
    }

    [Fact]
    public void The_rest_has_a_status_of_its_own()
    {
        Assert.Equal(404, _gate.Refuse(Good with { Path = "/mcp/" })!.Status);
        Assert.Equal(405, _gate.Refuse(Good with { Method = "GET" })!.Status);
        Assert.Equal(415, _gate.Refuse(Good with { ContentType = "text/plain" })!.Status);
        Assert.Equal(415, _gate.Refuse(Good with { ContentType = null })!.Status);
        Assert.Equal(413, _gate.Refuse(Good with { Length = 1001 })!.Status);
    }

    [Fact]
    public void Tokens_are_long_and_never_the_same()
    {
        using AccessToken other = new();
        Assert.NotEqual(other.Text, _token.Text);
        Assert.Equal(43, _token.Text.Length);
    }
}
