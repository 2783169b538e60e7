namespace Lectern.Faults.Tests;

public sealed class ReliabilityPageTests
{
    [Fact]
    public void The_page_has_a_row_for_each_fault()
    {
        string page = ReliabilityPage.Read();
        Assert.All(FaultList.All, fault => Assert.Contains($"\n| {fault.Name} |", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Another_table_takes_the_place_of_the_one_that_is_there()
    {
        string page = ReliabilityPage.Read();
        string empty = ReliabilityPage.Replace(page, ReliabilityPage.Measured, "");
        Assert.DoesNotContain($"| {FaultList.All[0].Name} |", empty, StringComparison.Ordinal);

        string written = ReliabilityPage.Replace(
            empty, ReliabilityPage.Measured, $"{Outcome.Header}\n| a fault |");
        Assert.Contains("|\n| a fault |\n<!-- measured: end -->\n", written, StringComparison.Ordinal);
        Assert.StartsWith("# Reliability", written, StringComparison.Ordinal);
    }
}
