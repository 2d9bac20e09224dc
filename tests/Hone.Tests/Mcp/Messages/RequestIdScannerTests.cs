using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Hone.Cli.Mcp.Messages;
using ModelContextProtocol.Protocol;

namespace Hone.Tests.Mcp.Messages;

public sealed class RequestIdScannerTests
{
    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"method":"tools/call"}""", "7")]
    [InlineData("""{ "params" : {"id":1,"a":[{"id":2}]} , "id" : "a\"b,}" }""", "a\"b,}")]
    [InlineData("""{"method":"x","params":{"text":"{\"id\":9}"},"id":-3}""", "-3")]
    [InlineData("""{"id":5,"params":{"cut off""", "5")]
    [InlineData("""{"i\u0064":5}""", null)]
    [InlineData("""{"id":{"id":4}}""", null)]
    [InlineData("""{"id":[4]}""", null)]
    [InlineData("""{"id":null}""", null)]
    [InlineData("""{"id":1.5}""", null)]
    [InlineData("""{"id":"\ud800"}""", null)]
    [InlineData("""[{"id":1}]""", null)]
    [InlineData("""{"id":1""", null)]
    [InlineData("}}}]]]\"id\":3,", null)]
    [InlineData("", null)]
    public void The_id_of_the_message_itself_is_found(string message, string? id) => Assert.Equal(id, Scan(Encoding.UTF8.GetBytes(message), 3)?.ToString());

    [Fact]
    public void An_id_that_is_longer_than_any_is_none()
    {
        Assert.Null(Scan(Encoding.UTF8.GetBytes($$"""{"id":"{{new string('x', 600)}}"}"""), 100));
        Assert.NotNull(Scan(Encoding.UTF8.GetBytes($$"""{"id":"{{new string('x', 400)}}"}"""), 100));
    }

    [Fact]
    public void However_a_message_is_cut_into_pieces_its_id_is_what_a_parser_reads()
    {
        Gen<JsonNode?> leaf = Gen.OneOf(Gen.String.Select(text => (JsonNode?)JsonValue.Create(Clean(text))), Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)), Gen.Const((JsonNode?)null));
        Gen<JsonNode?> nested = Gen.Select(Gen.OneOf("id", "a", "\"id\":1,"), leaf, (name, value) => (JsonNode?)new JsonObject { [name] = value });
        Gen<(string, JsonNode?)> member = Gen.Select(Gen.OneOf("jsonrpc", "id", "params", "idd", "i"), Gen.OneOf(leaf, nested));
        Gen.Select(member.Array[0, 6], Gen.Int[1, 20]).Sample((members, piece) =>
        {
            JsonObject message = [];
            foreach ((string name, JsonNode? value) in members)
            {
                message[name] = value?.DeepClone();
            }

            byte[] bytes = Encoding.UTF8.GetBytes(message.ToJsonString());
            string? expected = JsonDocument.Parse(bytes).RootElement.TryGetProperty("id", out JsonElement id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number ? id.ToString() : null;
            return Encoding.UTF8.GetByteCount(expected ?? "") > 80 || expected == Scan(bytes, piece)?.ToString();
        });
    }

    [Fact]
    public void No_bytes_make_it_fail() => Gen.Byte.Array[0, 200].Sample(bytes => _ = Scan(bytes, 7));

    private static string Clean(string text) => new([.. text.Where(letter => !char.IsSurrogate(letter)).Take(10)]);

    private static RequestId? Scan(byte[] bytes, int piece)
    {
        RequestIdScanner scanner = new();
        foreach (byte[] part in bytes.Chunk(piece))
        {
            scanner.Feed(part);
        }

        return scanner.Id();
    }
}
