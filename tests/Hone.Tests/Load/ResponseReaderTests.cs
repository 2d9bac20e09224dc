using System.Text;
using CsCheck;
using Hone.Linux.Load;
using Hone.Tests.Profiling;

namespace Hone.Tests.Load;

public sealed class ResponseReaderTests
{
    private static readonly string[] _answers =
    [
        "HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 5\r\nConnection: keep-alive\r\n\r\nhello",
        "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\ncontent-length: 1\n\nx",
        "HTTP/1.1 304 Not Modified\r\nContent-Length: 500\r\n\r\n",
    ];

    [Fact]
    public void The_end_of_an_answer_is_found_whatever_pieces_it_comes_in() =>
        Gen.Select(Gen.Int[0, _answers.Length - 1], Gen.Int[1, 40].Array[1, 60]).Sample((which, pieces) =>
        {
            byte[] bytes = Encoding.ASCII.GetBytes(_answers[which] + "rest");
            ResponseReader reader = new();
            reader.Begin(headRequest: false);
            int at = 0;
            for (int i = 0; at < bytes.Length && reader.State == ResponseState.Open; i++)
            {
                at += reader.Read(bytes.AsSpan(at, Math.Min(pieces[i % pieces.Length], bytes.Length - at)));
            }

            Assert.Equal((ResponseState.Complete, _answers[which].Length, true), (reader.State, at, reader.KeepsConnection));
        });

    [Fact]
    public void Whatever_comes_it_reads_on_or_says_malformed()
    {
        Random random = new(4);
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = Mutation.Of(Encoding.ASCII.GetBytes(_answers[i % _answers.Length]), random);
            ResponseReader reader = new();
            reader.Begin(headRequest: i % 5 == 0);
            Assert.InRange(reader.Read(bytes), 0, bytes.Length);
            _ = reader.EndsWithConnection();
        }
    }

    [Fact]
    public void The_answer_to_head_has_no_body()
    {
        ResponseReader reader = new();
        reader.Begin(headRequest: true);
        byte[] bytes = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"u8.ToArray();
        Assert.Equal(bytes.Length, reader.Read(bytes));
        Assert.Equal((ResponseState.Complete, 200), (reader.State, reader.Status));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nConnection: upgrade, Close\r\nContent-Length: 0\r\n\r\n")]
    public void Some_answers_end_the_connection(string answer)
    {
        ResponseReader reader = new();
        reader.Begin(headRequest: false);
        _ = reader.Read(Encoding.ASCII.GetBytes(answer));
        Assert.Equal((ResponseState.Complete, false), (reader.State, reader.KeepsConnection));
    }
}
