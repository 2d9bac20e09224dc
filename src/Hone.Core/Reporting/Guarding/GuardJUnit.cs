using System.Globalization;
using System.Text;
using System.Xml;
using Hone.Guardrails;

namespace Hone.Reporting.Guarding;

/// <summary>
/// A check as JUnit XML, as CI servers read it: a test case for each figure. Regressed is a failure, undecided is skipped: a test server has
/// no third verdict, and a check that could not decide is no failure.
/// </summary>
public static class GuardJUnit
{
    /// <summary>The document.</summary>
    public static string Of(GuardReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        StringBuilder text = new();
        using (XmlWriter xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            xml.WriteAttributeString("name", "hone guard");
            xml.WriteAttributeString("tests", Number(report.Figures.Count));
            xml.WriteAttributeString("failures", Number(report.Figures.Count(figure => figure.Finding == GuardFinding.Regressed)));
            xml.WriteAttributeString("errors", "0");
            xml.WriteAttributeString("skipped", Number(report.Figures.Count(figure => figure.Finding == GuardFinding.Undecided)));
            foreach (GuardFigure figure in report.Figures)
            {
                Case(xml, figure);
            }

            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + text + "\n";
    }

    private static void Case(XmlWriter xml, GuardFigure figure)
    {
        string what = Printable.Clean($"{GuardCell.Change(figure)}, limit {GuardCell.Bound(figure)}, {GuardCell.Pairs(figure)}{(GuardLimits.IsCounted(figure.Limit.Metric) ? "" : " pairs")}");
        xml.WriteStartElement("testcase");
        xml.WriteAttributeString("classname", "hone.guard." + Printable.Clean(figure.Limit.Workload));
        xml.WriteAttributeString("name", Printable.Clean(figure.Limit.Metric));
        if (figure.Finding == GuardFinding.Regressed)
        {
            xml.WriteStartElement("failure");
            xml.WriteAttributeString("type", "regressed");
            xml.WriteAttributeString("message", what);
            xml.WriteEndElement();
        }
        else if (figure.Finding == GuardFinding.Undecided)
        {
            xml.WriteStartElement("skipped");
            xml.WriteAttributeString("message", Printable.Clean(figure.Note ?? what));
            xml.WriteEndElement();
        }

        xml.WriteElementString("system-out", what + "; " + GuardCell.Verdict(figure));
        xml.WriteEndElement();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
