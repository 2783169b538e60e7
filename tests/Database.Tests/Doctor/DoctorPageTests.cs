using Lectern.Database.Doctor;
using Lectern.Testing;
using Xunit;

namespace Lectern.Database.Tests.Doctor;

public sealed class DoctorPageTests
{
    [Fact]
    public void The_page_has_a_chapter_for_each_step_in_order_and_says_what_it_needs()
    {
        string[] page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "doctor.md"));

        Assert.Equal(
            Step.All.Select(step => $"### {step.Name}"),
            page.Where(line => line.StartsWith("### ", StringComparison.Ordinal)));
        Assert.All(Step.All.SelectMany(step => step.Needs.Select(needed => (step, needed))), pair =>
            Assert.Contains(
                $"Needs {pair.needed.Name}.",
                page[Array.IndexOf(page, $"### {pair.step.Name}") + 2],
                StringComparison.Ordinal));
    }
}
