using System.Text;
using CsCheck;
using Hone.Measurement.Latency.Requests;
using Hone.Problems;

namespace Hone.Tests.Measurement.Latency;

public sealed class RequestFileTests
{
    private const string Shop = """
        ### the list
        # @name list
        GET http://127.0.0.1:{port}/list
            ?page={n}
            &size=20 HTTP/1.1
        Accept: text/html

        ### an order
        // posted
        POST http://127.0.0.1:{port}/orders HTTP/1.1
        Content-Type: application/json

        {"id": {n}, "inner": {"a": {"b": 1}}}

        ###
        http://127.0.0.1:{port}
        """;

    [Fact]
    public void A_file_of_the_rest_clients_is_read_as_they_read_it()
    {
        IReadOnlyList<RequestTemplate> read = Parse(Shop, port: 8080);
        Assert.Equal(["GET", "POST", "GET"], read.Select(each => each.Method));
        Assert.Equal(["/list?page={n}&size=20", "/orders", "/"], read.Select(each => each.Target));
        Assert.Equal(new RequestAddress("127.0.0.1", 8080), read[0].Address);
        Assert.Equal("""{"id": {n}, "inner": {"a": {"b": 1}}}""", read[1].Body);
    }

    [Fact]
    public void The_message_has_its_host_its_length_and_its_number()
    {
        RequestTemplate order = Parse(Shop, port: 8080)[1];
        string message = string.Join("12", order.Pieces(2).Select(Encoding.UTF8.GetString));
        Assert.Equal("POST /orders HTTP/1.1\r\nHost: 127.0.0.1:8080\r\nContent-Type: application/json\r\nContent-Length: 36\r\n\r\n{\"id\": 12, \"inner\": {\"a\": {\"b\": 1}}}", message);
    }

    [Fact]
    public void Paths_belong_to_the_url_beside_the_file_and_headers_are_added()
    {
        RequestTemplate only = Assert.Single(RequestFile.Parse("GET /a?b\nX-A: 1\n", "f.http", "http://[::1]:81/ignored", null, [new("X-A", "2"), new("X-B", "3")]));
        Assert.Equal((new RequestAddress("::1", 81), "/a?b"), (only.Address, only.Target));
        Assert.Equal(["X-A: 1", "X-B: 3"], only.Headers.Select(header => $"{header.Name}: {header.Value}"));
        Assert.Contains("Host: [::1]:81\r\n", Encoding.UTF8.GetString(only.Pieces(1)[0]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "f.http", "request-none")]
    [InlineData("###\n# only a comment\n", "f.http", "request-none")]
    [InlineData("GET https://a/\n", "f.http:1", "request-https")]
    [InlineData("GET ftp://a/\n", "f.http:1", "request-bad-url")]
    [InlineData("GET http://a:99999/\n", "f.http:1", "request-bad-url")]
    [InlineData("GET http://u@a/\n", "f.http:1", "request-bad-url")]
    [InlineData("GET http:///\n", "f.http:1", "request-bad-url")]
    [InlineData("GET http://a/ü\n", "f.http:1", "request-bad-url")]
    [InlineData("GET /a\n", "f.http:1", "request-no-host")]
    [InlineData("get http://a/ b c\n", "f.http:1", "request-bad-line")]
    [InlineData("GET http://a/ HTTP/2\n", "f.http:1", "request-version")]
    [InlineData("\n@host = a\nGET http://a/\n", "f.http:2", "request-variable")]
    [InlineData("GET http://a/\nX: {{token}}\n", "f.http:2", "request-variable")]
    [InlineData("GET http://a/\nno header\n", "f.http:2", "request-bad-header")]
    [InlineData("POST http://a/\n\n< ./body.json\n", "f.http:3", "request-file-or-script")]
    [InlineData("GET http://a:{port}/\n", "f.http:1", "request-no-port")]
    [InlineData("GET http://a/\n###\nGET http://b/\n", "f.http", "request-two-servers")]
    public void What_cannot_be_sent_is_told_with_its_line(string text, string place, string rule)
    {
        Problem problem = Assert.Throws<ProblemException>(() => Parse(text, port: null)).Problem;
        Assert.Equal((rule, place), (problem.Rule, problem.Place));
        Assert.Equal(ExitCode.Usage, problem.Exit);
    }

    [Fact]
    public void Whatever_the_text_is_it_is_read_or_told() =>
        Gen.Char["GET POSTht:/a{}n#@<> \n\r\t?&\0é.1"].Array[0, 80].Sample(letters =>
        {
            try
            {
                foreach (RequestTemplate request in Parse(new string(letters), port: 1))
                {
                    Assert.DoesNotContain('\n', request.Target + request.Method + string.Concat(request.Headers.Select(header => header.Name + header.Value)));
                }
            }
            catch (ProblemException)
            {
                // What a person gets to read.
            }
        });

    private static IReadOnlyList<RequestTemplate> Parse(string text, int? port) => RequestFile.Parse(text, "f.http", null, port, []);
}
