using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wordfreq;

/// <summary>Prints a ranking.</summary>
public static class Report
{
    public static string Render(IReadOnlyList<Term> terms, long total, Format format) => format switch
    {
        Format.Csv => Csv(terms),
        Format.Json => Json(terms, total),
        _ => Text(terms, total),
    };

    private static string Text(IReadOnlyList<Term> terms, long total)
    {
        StringBuilder text = new();
        foreach (Term term in terms)
        {
            double share = 100.0 * term.Count / total;
            text.Append(CultureInfo.InvariantCulture, $"{term.Count,9} {share,7:0.000}%  {term.Text}\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"{total,9} in all\n");
        return text.ToString();
    }

    private static string Csv(IReadOnlyList<Term> terms)
    {
        StringBuilder csv = new("term,count\n");
        foreach (Term term in terms)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{term.Text},{term.Count}\n");
        }

        return csv.ToString();
    }

    private static string Json(IReadOnlyList<Term> terms, long total)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteNumber("total", total);
            json.WriteStartArray("terms");
            foreach (Term term in terms)
            {
                json.WriteStartObject();
                json.WriteString("term", term.Text);
                json.WriteNumber("count", term.Count);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.ToArray()) + "\n";
    }
}
