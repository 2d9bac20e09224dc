using System.Text;

namespace Hone.Cli.Serving;

/// <summary>One event as it goes over the wire (WHATWG HTML, server-sent events), made once for all who listen.</summary>
/// <param name="Number">Its number, from 1, growing by 1.</param>
/// <param name="Topic">What it is about; a later event of the same topic stands for all before it.</param>
/// <param name="Json">The whole state of the topic, on one line.</param>
/// <param name="Wire">Its bytes.</param>
internal sealed record ServerEvent(long Number, string Topic, string Json, byte[] Wire)
{
    /// <summary>Makes one; its id says of which server it is, since another one counts anew.</summary>
    public static ServerEvent Of(string server, long number, string topic, string json) =>
        new(number, topic, json, Encoding.UTF8.GetBytes(FormattableString.Invariant($"id: {server}-{number}\nevent: {topic}\ndata: {json}\n\n")));
}
