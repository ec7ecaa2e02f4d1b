using System.Net;

namespace Wisp.Clients.Tests.List;

/// <summary>Quick search over a small town.</summary>
[Trait("rule", "GRID-09")]
public sealed class SearchTests(SearchTests.Town app) : IClassFixture<SearchTests.Town>
{
    [Theory]
    [InlineData("munoz", "José Muñoz")]
    [InlineData("MUÑOZ", "José Muñoz")]
    [InlineData("jose muñ", "José Muñoz")]
    [InlineData("muñoz   josé", "José Muñoz")]
    [InlineData("mun\u0303oz", "José Muñoz")]
    [InlineData("jose perez", "")]
    [InlineData("julio", "Luz Gil")]
    [InlineData("18 de julio", "Luz Gil")]
    [InlineData("julio 18 luz", "Luz Gil")]
    [InlineData("41234563", "José Muñoz")]
    [InlineData("4.123.456-3", "José Muñoz")]
    [InlineData("4123456-3", "José Muñoz")]
    [InlineData("23456", "José Muñoz")]
    [InlineData("1.234.563", "José Muñoz")]
    [InlineData("luz.gil", "Luz Gil")]
    [InlineData("GIL@correo", "Luz Gil")]
    [InlineData("gil@CORREO.example", "Luz Gil")]
    [InlineData("5550000", "Luz Gil")]
    [InlineData("555-0000", "Luz Gil")]
    [InlineData("+54 381", "Luz Gil")]
    [InlineData("(0381) 555-0000", "Luz Gil")]
    [InlineData("3815550000", "Luz Gil")]
    [InlineData("ab-77", "O'Brien 50% Fibra")]
    [InlineData("o'brien", "O'Brien 50% Fibra")]
    [InlineData("0% fib", "O'Brien 50% Fibra")]
    [InlineData("50%", "O'Brien 50% Fibra")]
    [InlineData("ana_maria", "Ana_Maria C:\\x")]
    [InlineData("maria c:\\x", "Ana_Maria C:\\x")]
    [InlineData("anaXmaria", "")]
    [InlineData("%' OR '1'='1", "")]
    [InlineData("%%%", "")]
    [InlineData("___", "")]
    [InlineData("zzzznadie", "")]
    public async Task Every_word_must_match_whatever_its_case_and_accents(string typed, string found) =>
        Assert.Equal(found.Length == 0 ? [] : [found], await NamesAsync(typed));

    [Theory]
    [InlineData("jo", "José Muñoz")]
    [InlineData("JÓ", "José Muñoz")]
    [InlineData("mu", "")]
    [InlineData("o'", "O'Brien 50% Fibra")]
    [InlineData("lu gil", "Luz Gil")]
    [InlineData("l", "Luz Gil")]
    [InlineData("ab", "O'Brien 50% Fibra")]
    [InlineData("AB", "O'Brien 50% Fibra")]
    [InlineData("ñ", "Ñandú Ltda.")]
    [InlineData("na", "Ñandú Ltda.")]
    [InlineData("%", "")]
    [InlineData("_", "")]
    [InlineData("\\", "")]
    [InlineData("A", "Ana_Maria C:\\x|O'Brien 50% Fibra")]
    public async Task One_or_two_letters_begin_a_name_or_an_ID(string typed, string found) =>
        Assert.Equal(found.Length == 0 ? [] : found.Split('|'), await NamesAsync(typed));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%00")]
    [InlineData("%ED%A0%BD")]
    [InlineData("%FF")]
    public async Task What_is_no_word_finds_everybody_or_nobody_and_never_fails(string raw)
    {
        var page = await app.Admin.GetAsync("/clients?q=" + raw);

        Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{page.Status}");
    }

    [Fact]
    public async Task A_very_long_search_is_cut_and_answered()
    {
        foreach (var text in new[] { new string('a', 5000), string.Concat(Enumerable.Repeat("😀", 2000)), "a" + string.Concat(Enumerable.Repeat("😀", 150)), string.Join(' ', Enumerable.Repeat("muñoz", 60)) })
            Assert.Equal(HttpStatusCode.OK, (await app.Admin.GetAsync("/clients?q=" + Uri.EscapeDataString(text))).Status);
        Assert.Equal([], await NamesAsync("a" + string.Concat(Enumerable.Repeat("😀", 150))));
    }

    [Fact]
    [Trait("rule", "VIEW-01")]
    [Trait("rule", "VIEW-03")]
    public async Task The_search_bar_of_a_clients_page_finds_others_and_jumps_to_the_only_one()
    {
        var luz = await app.Database.ValueAsync<Guid>("select id from clients.client where name = 'Luz Gil'");
        var jose = await app.Database.ValueAsync<Guid>("select id from clients.client where name = 'José Muñoz'");

        var page = await app.Admin.GetAsync($"/clients/{luz}");
        foreach (var fact in new[] { "Luz Gil", "luz.gil@correo.example", "0381 555-0000", "Avenida 18 de Julio 1234", "Otro" }) Assert.Contains(fact, page.Text, StringComparison.Ordinal);

        var offered = await app.Admin.GetAsync("/clients/find?q=munoz");
        Assert.Equal($"/clients/{jose}", offered.Document.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal($"/clients/{jose}", (await app.Admin.SubmitAsync(page, "form.filters[role=search]", ("q", "munoz"))).Location);
        Assert.Equal($"/clients/{jose}", (await app.Admin.SubmitAsync(page, "form.filters[role=search]", ("q", "4.123.456-3"))).Location);
        var many = await app.Admin.SubmitAsync(page, "form.filters[role=search]", ("q", "a"));
        Assert.Equal(HttpStatusCode.OK, many.Status);
        Assert.Equal(2, many.Texts("tbody .col-name").Count);
        Assert.Contains("Nadie coincide con «nadie»", (await app.Admin.GetAsync("/clients/find?q=nadie")).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("rule", "GRID-08")]
    public async Task The_deactivated_are_found_only_when_asked_for()
    {
        Assert.Equal([], await NamesAsync("fantasma"));
        Assert.Equal(["Fantasma Viejo"], await NamesAsync("fantasma", "&status=deactivated"));
        Assert.Equal(["Fantasma Viejo"], await NamesAsync("fantasma", "&status=all"));
        Assert.Equal([], await NamesAsync("muñoz", "&status=deactivated"));
    }

    private async Task<IReadOnlyList<string>> NamesAsync(string typed, string more = "")
    {
        var page = await app.Admin.GetAsync("/clients?q=" + Uri.EscapeDataString(typed) + more);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return page.Texts("tbody .col-name a");
    }

    public sealed class Town : IAsyncLifetime
    {
        private readonly ClientsApp _app = new();

        public Browser Admin => _app.Admin;

        public TestDatabase Database => _app.Database;

        public async Task InitializeAsync()
        {
            await _app.InitializeAsync();
            await _app.CreatedAsync(("Name", "José Muñoz"), ("Country", "UY"), ("Document", "4.123.456-3"));
            await _app.CreatedAsync(("Name", "Luz Gil"), ("Email", "luz.gil@correo.example"), ("PhoneMobile", "0381 555-0000"), ("Address", "Avenida 18 de Julio 1234"));
            await _app.CreatedAsync(("Name", "O'Brien 50% Fibra"), ("CustomId", "AB-77"));
            await _app.CreatedAsync(("Name", "Ana_Maria C:\\x"));
            await _app.CreatedAsync(("Name", "Ñandú Ltda."), ("KindPerson", "Legal"));
            await Deactivation.DeactivateAsync(_app, await _app.CreatedAsync(("Name", "Fantasma Viejo")));
        }

        public Task DisposeAsync() => _app.DisposeAsync();
    }
}
