using System.Text;
using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

public sealed class TextTests
{
    private const string Family = "👩‍👩‍👧";

    [Fact]
    [Trait("case", "C09")]
    public void Decomposed_letters_are_stored_composed() =>
        Assert.Equal("Muñoz", Drafts.Accepted(new ClientDraft { Name = "Muñoz".Normalize(NormalizationForm.FormD) }).Name);

    [Fact]
    public void Limits_count_graphemes()
    {
        Drafts.Accepted(new ClientDraft { Name = string.Concat(Enumerable.Repeat(Family, 255)) });
        Assert.Equal("rule.length", Drafts.Refused(new ClientDraft { Name = string.Concat(Enumerable.Repeat(Family, 256)) }).Rule);
        Assert.Equal("rule.length", Drafts.Refused(new ClientDraft { Name = new string('a', 5000) }).Rule);
        Assert.Equal("rule.length", Drafts.Refused(new ClientDraft { Name = "a" + new string('\u0301', 100_000) }).Rule);
        Assert.Equal("rule.length", Drafts.Refused(new ClientDraft { Name = "Ana", Details = new string('x', 100_000) }).Rule);
    }

    [Theory]
    [InlineData("Ana\r\nBcc: evil@x.example")]
    [InlineData("Ana\0")]
    [InlineData("Mu\ufffdoz")]
    public void What_no_database_or_mail_may_carry_is_refused(string name) =>
        Assert.Equal("rule.text", Drafts.Refused(new ClientDraft { Name = name }).Rule);

    [Fact]
    public void Half_a_character_is_refused() =>
        Assert.Equal("rule.text", Drafts.Refused(new ClientDraft { Name = "Ana " + "😀"[0] }).Rule);

    [Theory]
    [InlineData("O'Brien")]
    [InlineData("<svg/onload=alert(1)>")]
    [InlineData("100 % _ \\")]
    [InlineData("D'Alessandro J.")]
    [InlineData("0")]
    public void Letters_that_mean_something_elsewhere_are_only_letters_here(string name) =>
        Assert.Equal(name, Drafts.Accepted(new ClientDraft { Name = name }).Name);

    [Fact]
    public void Notes_keep_their_lines() =>
        Assert.Equal("uno\ndos", Drafts.Accepted(new ClientDraft { Name = "Ana", Details = "uno\r\ndos" }).Details);

    [Theory]
    [InlineData("Ana@X.example", "ana@x.example")]
    [InlineData("INFO@x.example", "info@x.example")]
    [InlineData("1ana+casa@sub.x.example", "1ana+casa@sub.x.example")]
    public void Mail_keeps_its_letters_and_compares_without_case(string typed, string key)
    {
        var culture = System.Globalization.CultureInfo.CurrentCulture;
        try
        {
            System.Globalization.CultureInfo.CurrentCulture = new System.Globalization.CultureInfo("tr-TR");
            var values = Drafts.Accepted(new ClientDraft { Name = "Ana", Email = typed });
            Assert.Equal((typed, key), (values.Email, values.EmailKey));
        }
        finally
        {
            System.Globalization.CultureInfo.CurrentCulture = culture;
        }
    }

    [Theory]
    [InlineData("ana")]
    [InlineData("ana@x")]
    [InlineData("a@x.example, b@x.example")]
    [InlineData("a..b@x.example")]
    [InlineData("@x.example")]
    [InlineData("ana@-x.example")]
    [InlineData("\"a b\"@x.example")]
    public void What_is_no_address_is_refused(string typed) =>
        Assert.Equal("rule.email", Drafts.Refused(new ClientDraft { Name = "Ana", Email = typed }).Rule);
}
