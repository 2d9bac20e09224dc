using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Hone.Cli.Mcp.Messages;
using ModelContextProtocol.Protocol;

namespace Hone.Tests.Mcp.Messages;

public sealed class LineTransportTests
{
    [Fact]
    public async Task What_is_no_message_is_answered_and_what_follows_is_taken()
    {
        string tooLong = $$"""{"jsonrpc":"2.0","method":"x","params":{"a":"{{new string('x', LineTransport.LongestLine)}}"},"id":"long"}""";
        (List<JsonElement> answers, List<JsonRpcMessage> taken) = await Exchange(
            "not json",
            """{"jsonrpc":"2.0","id":1,"method":5}""",
            """{"jsonrpc":2,"id":2,"method":"x"}""",
            """{"jsonrpc":"2.0","id":null,"method":"x"}""",
            """[{"jsonrpc":"2.0","id":3,"method":"x"}]""",
            """{"jsonrpc":"2.0","id":4,"method":"x","params":""" + new string('[', 100) + new string(']', 100) + "}",
            tooLong,
            " ",
            """{"jsonrpc":"2.0","id":5,"method":"ping"}""");
        Assert.Equal(
            [(-32700, null), (-32700, "1"), (-32700, "2"), (-32700, null), (-32700, null), (-32700, "4"), (-32600, "long")],
            answers.Select(answer => (answer.GetProperty("error").GetProperty("code").GetInt32(), answer.GetProperty("id") is { ValueKind: not JsonValueKind.Null } id ? id.ToString() : null)));
        JsonRpcRequest last = Assert.IsType<JsonRpcRequest>(Assert.Single(taken));
        Assert.Equal("ping", last.Method);
    }

    [Fact]
    public async Task An_answer_is_written_after_the_end_of_input_too()
    {
        Pipe output = new();
        bool ended = false;
        await using LineTransport transport = new(new MemoryStream([]), output.Writer.AsStream(), () => Volatile.Write(ref ended, true));
        await transport.MessageReader.Completion.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        await transport.SendMessageAsync(new JsonRpcResponse { Id = new RequestId(1), Result = null }, TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref ended), TimeSpan.FromSeconds(10)));
        ReadResult read = await output.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.EndsWith("\n", Encoding.UTF8.GetString(read.Buffer.FirstSpan), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_no_text_can_hold_is_answered_too()
    {
        string tooLong = """{"jsonrpc":"2.0","id":"\ud800","method":"x","params":{"a":""" + "\"" + new string('x', LineTransport.LongestLine) + "\"}}";
        (List<JsonElement> answers, List<JsonRpcMessage> taken) = await Exchange(
            """{"jsonrpc":"2.0","id":"\ud800","method":"x"}""",
            """{"jsonrpc":"2.0","id":1,"method":"\ud800"}""",
            """{"jsonrpc":"\ud800","id":2,"method":"x"}""",
            tooLong,
            """{"jsonrpc":"2.0","id":5,"method":"ping"}""");
        Assert.Equal(4, answers.Count);
        Assert.All(answers, answer => Assert.InRange(answer.GetProperty("error").GetProperty("code").GetInt32(), -32700, -32600));
        Assert.Equal("ping", Assert.IsType<JsonRpcRequest>(Assert.Single(taken)).Method);
    }

    [Fact]
    public async Task A_line_that_nobody_takes_a_refusal_of_ends_the_reading_and_not_the_process()
    {
        Pipe input = new();
        Pipe output = new();
        await output.Writer.CompleteAsync();
        using ManualResetEventSlim ended = new();
        await using LineTransport transport = new(input.Reader.AsStream(), output.Writer.AsStream(), ended.Set);
        await input.Writer.WriteAsync("not json\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(ended.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
    }

    private static async Task<(List<JsonElement> Answers, List<JsonRpcMessage> Taken)> Exchange(params string[] lines)
    {
        MemoryStream output = new();
        await using LineTransport transport = new(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))), output, () => { });
        List<JsonRpcMessage> taken = [];
        await foreach (JsonRpcMessage message in transport.MessageReader.ReadAllAsync(TestContext.Current.CancellationToken))
        {
            taken.Add(message);
        }

        return ([.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)], taken);
    }
}
