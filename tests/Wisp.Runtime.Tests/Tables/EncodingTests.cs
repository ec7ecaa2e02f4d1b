using Wisp.Runtime.Tables;

namespace Wisp.Runtime.Tests.Tables;

[Trait("rule", "IMP-01")]
public sealed class EncodingTests
{
    [Fact]
    public async Task A01_byte_order_mark_before_a_quoted_heading()
    {
        var head = await Heads.OfAsync(Bytes.Of("\"nombre\";\"email\"\n\"Ana\";\"ana@x.example\"", mark: true));

        Assert.Null(head.Refusal);
        Assert.Equal("nombre", head.Headings[0]);
        Assert.Equal("Ana", Heads.Cell(head, 0, "nombre"));
        Assert.False(Assert.Single(head.Rows).IsMalformed);
    }

    [Theory]
    [InlineData("windows-1252", ';', false)]
    [InlineData("utf-8", ';', false)]
    [InlineData("utf-8", ',', true)]
    [InlineData("utf-16le", '\t', true)]
    [InlineData("utf-16le", '\t', false)]
    [InlineData("utf-16be", ';', true)]
    [InlineData("utf-16be", ';', false)]
    public async Task A02_A03_the_encoding_is_found(string encoding, char separator, bool mark)
    {
        var head = await Heads.OfAsync(Bytes.Of($"nombre{separator}ciudad\r\nMuñoz{separator}Neuquén\r\n", encoding, mark));

        Assert.Null(head.Refusal);
        Assert.Equal((encoding, separator), (head.Encoding, head.Separator));
        Assert.Equal("Muñoz", Heads.Cell(head, 0, "nombre"));
        Assert.Equal("Neuquén", Heads.Cell(head, 0, "ciudad"));
    }

    [Fact]
    public async Task A02_a_person_can_choose_another()
    {
        var head = await Heads.OfAsync(Bytes.Of("nombre;ciudad\nMuñoz;Neuquén\n", "ibm850"), "ibm850");

        Assert.Equal("Muñoz", Heads.Cell(head, 0, "nombre"));
    }

    [Fact]
    public void A_letter_cut_in_two_is_still_UTF8()
    {
        var check = new Utf8Check();
        check.Add([0x4D, 0x75, 0xC3]);
        check.Add([0xB1, 0x6F]);
        Assert.True(check.IsValid);

        check.Add([0xF1, 0x6F]);
        Assert.False(check.IsValid);
    }

    [Fact]
    public void What_is_no_UTF8_far_behind_the_head_changes_the_proposal() =>
        Assert.Equal("windows-1252", TextEncoding.Guess("nombre;ciudad"u8, wholeIsUtf8: false));
}
