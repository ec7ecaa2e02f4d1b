namespace Wisp.ModuleHost.Tests;

/// <summary>Whom the graph refuses has no code here at all: nothing was loaded to find out.</summary>
public sealed class GraphTests : IDisposable
{
    private readonly ModulesFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("[9.0,10.0)")]
    [InlineData("[0.1,1.0)")]
    public void A_module_for_another_sdk_is_refused(string range)
    {
        folder.Declare("future", sdk: range);
        folder.Install("good");

        var catalog = folder.Load();

        catalog.Refused("future", "sdk-range",
            $"Needs Wisp SDK {range}, and this is 1.0.0: update Wisp or install a version of the module made for it.");
        catalog.Runs("good");
        Assert.True(catalog.IsDegraded);
    }

    [Fact]
    public void A_contract_that_nobody_provides_is_named()
    {
        folder.Declare("lonely", requires: "\"Wisp.Contracts.Nowhere\": \"[1.0,2.0)\"");

        folder.Load().Refused("lonely", "contract-missing", "Needs the contract Wisp.Contracts.Nowhere [1.0,2.0), which no installed module provides.");
    }

    [Theory]
    [InlineData("[1.3,2.0)", "1.2.0")]
    [InlineData("[1.0,2.0)", "2.0.0-beta.1")]
    public void A_contract_out_of_range_is_named(string range, string provided)
    {
        folder.Install("good");
        folder.Edit("good", "1.1.0", manifest => manifest["provides"]!["Wisp.Fixtures.Contracts"] = provided);
        folder.Declare("picky", requires: $"\"Wisp.Fixtures.Contracts\": \"{range}\"");

        folder.Load().Refused("picky", "contract-range", $"Needs the contract Wisp.Fixtures.Contracts {range}, and the module good provides {provided}.");
    }

    [Fact]
    public void Whoever_depends_on_a_refused_module_is_refused_for_its_reason()
    {
        folder.Declare("a", requires: "\"B\": \"[1.0,2.0)\"");
        folder.Declare("b", provides: "\"B\": \"1.0.0\"", requires: "\"C\": \"[1.0,2.0)\"");
        folder.Declare("c", provides: "\"C\": \"1.0.0\"", sdk: "[9.0,10.0)");

        folder.Load().Refused("a", "provider-down",
            "Needs the contract B of the module b, which does not run: Needs the contract C of the module c, which does not run: "
            + "Needs Wisp SDK [9.0,10.0), and this is 1.0.0: update Wisp or install a version of the module made for it.");
    }

    [Fact]
    public void A_circle_is_shown_and_who_hangs_on_it_is_told()
    {
        folder.Declare("a", provides: "\"A\": \"1.0.0\"", requires: "\"B\": \"1.0\"");
        folder.Declare("b", provides: "\"B\": \"1.0.0\"", requires: "\"A\": \"1.0\"");
        folder.Declare("c", requires: "\"A\": \"1.0\"");
        folder.Install("good");

        var catalog = folder.Load();

        catalog.Refused("a", "cycle", "Is part of a circle of dependencies: a → b → a.");
        catalog.Refused("b", "cycle", "Is part of a circle of dependencies: b → a → b.");
        catalog.Refused("c", "provider-down", "Needs the contract A of the module a, which does not run: Is part of a circle of dependencies: a → b → a.");
        catalog.Runs("good");
    }

    [Fact]
    public void A_newcomer_cannot_take_the_contract_of_a_required_module()
    {
        folder.Install("good", required: true);
        folder.Declare("aaa", provides: "\"Wisp.Fixtures.Contracts\": \"1.0.0\"");

        var catalog = folder.Load();

        catalog.Runs("good");
        catalog.Refused("aaa", "contract-taken", "Provides the contract Wisp.Fixtures.Contracts, which the module good provides already.");
    }

    [Fact]
    public void A_newcomer_cannot_take_another_modules_schema()
    {
        folder.Install("good", required: true);
        folder.Declare("aaa", schema: "good");

        var catalog = folder.Load();

        catalog.Runs("good");
        catalog.Refused("aaa", "schema-taken", "Claims the database schema good, which belongs to the module good.");
    }
}
