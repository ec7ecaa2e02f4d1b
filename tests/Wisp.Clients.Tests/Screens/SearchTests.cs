namespace Wisp.Clients.Tests.Screens;

[Trait("rule", "GRID-09")]
public sealed class SearchTests(SearchTests.People people) : IClassFixture<SearchTests.People>
{
    [Theory]
    [InlineData("munoz", "Ana Muñoz")]
    [InlineData("MUÑOZ ana", "Ana Muñoz")]
    [InlineData("Mun\u0303oz", "Ana Muñoz")]
    [InlineData("ana qqq", null)]
    [InlineData("18 de julio", "Julia Sosa")]
    [InlineData("julio 2040", "Julia Sosa")]
    [InlineData("20417833", "Ana Muñoz")]
    [InlineData("20.417.833", "Ana Muñoz")]
    [InlineData("417", "Ana Muñoz")]
    [InlineData("correo.com.ar", "Julia Sosa")]
    [InlineData("0381 555", "Ana Muñoz")]
    [InlineData("03815550000", "Ana Muñoz")]
    [InlineData("+543815550000", "Ana Muñoz")]
    [InlineData("VIP-77", "Julia Sosa")]
    [InlineData("an", "Ana Muñoz")]
    [InlineData("ñ", "Ñandú SA")]
    [InlineData("n", "Ñandú SA")]
    [InlineData("vi", "Julia Sosa")]
    [InlineData("ju so", "Julia Sosa")]
    [InlineData("ul", null)]
    [InlineData("%", "%_\\ raro")]
    [InlineData("_", null)]
    [InlineData("%%%", null)]
    [InlineData("%' OR '1'='1", null)]
    [InlineData("\\", null)]
    [InlineData("_\\ raro", "%_\\ raro")]
    [InlineData("a%a", null)]
    public async Task Every_word_must_match_and_means_itself(string typed, string? found) =>
        Assert.Equal(found is null ? [] : [found], await people.Site.Admin.NamesAsync($"q={Uri.EscapeDataString(typed)}"));

    [Theory]
    [InlineData("VIP-77")]
    [InlineData("4.999.888")]
    [InlineData("JULIA@correo.com.ar")]
    public async Task What_is_one_client_s_alone_leads_to_it(string typed)
    {
        var list = await people.Site.Admin.GetAsync($"/clients?q={Uri.EscapeDataString(typed)}");
        Assert.Contains("Julia Sosa", Assert.Single(list.Texts("#list > .note")), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "VIEW-03")]
    public async Task The_search_bar_of_a_client_jumps_to_the_one_found()
    {
        var any = (await people.Site.Admin.GetAsync("/clients")).Link(".col-name a")!;
        var page = await people.Site.Admin.GetAsync(any);
        var jump = await people.Site.Admin.SubmitAsync(page, "main form[role=search]", ("q", "julia sosa"));
        Assert.Equal("Julia Sosa", Assert.Single((await people.Site.Admin.FollowAsync(jump)).Texts("h1")));
        Assert.Contains("Ana Muñoz", (await people.Site.Admin.GetAsync("/clients/find?q=muno")).Text, StringComparison.Ordinal);
    }

    public sealed class People : IAsyncLifetime
    {
        public ClientsSite Site { get; } = new();

        public async Task InitializeAsync()
        {
            await Site.InitializeAsync();
            await Site.Admin.CreatedAsync(("Name", "Ana Muñoz"), ("Document", "20.417.833"), ("PhoneMobile", "0381 555-0000"), ("CustomId", "1"));
            await Site.Admin.CreatedAsync(("Name", "Julia Sosa"), ("Document", "4.999.888"), ("DocumentType", "DNI"), ("Email", "julia@correo.com.ar"),
                ("Address", "18 de Julio 2040"), ("CustomId", "VIP-77"));
            await Site.Admin.CreatedAsync(("Name", "Ñandú SA"), ("CustomId", "3"));
            await Site.Admin.CreatedAsync(("Name", "%_\\ raro"), ("CustomId", "5"));
        }

        public Task DisposeAsync() => Site.DisposeAsync();
    }
}
