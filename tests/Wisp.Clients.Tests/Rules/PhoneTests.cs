using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

public sealed class PhoneTests
{
    [Theory]
    [Trait("case", "C08")]
    [InlineData("0381 555-0000")]
    [InlineData("03815550000")]
    [InlineData("(0381) 555 0000")]
    [InlineData("+54 381 555-0000")]
    public void One_number_has_one_key_however_it_is_typed(string typed)
    {
        var values = Drafts.Accepted(new ClientDraft { Name = "Ana", Phone = typed });
        Assert.Equal((typed, "+543815550000"), (values.Phone, values.PhoneKey));
    }

    [Theory]
    [Trait("case", "C08")]
    [InlineData("AR", "+5493815550000", "0381 15 555-0000", "+54 9 381 555-0000", "(0381) 15-555-0000", "381 15 5550000", "+54 381 15 555 0000", "0054 9 381 555 0000", "9 381 555-0000", "+54 9 381 15 555-0000")]
    [InlineData("AR", "+5492901555000", "02901 15 555000", "+54 9 2901 555000", "+54 9 2901 15 555000")]
    [InlineData("AR", "+5491144556677", "011 15 4455-6677", "15 11 4455-6677", "11 15 4455 6677", "+54 9 11 4455 6677", "+54 9 011 4455-6677", "+54 9 11 15 4455-6677", "+54 011 15 4455-6677", "549 11 4455 6677")]
    [InlineData("AR", "+541144556677", "011 4455-6677", "11 4455 6677", "+54 11 4455 6677", "+54 011 4455 6677")]
    [InlineData("UY", "+59899123456", "099 123 456", "99 123 456", "+598 99 123 456", "+598 099 123 456", "598 99 123 456", "00598 99123456")]
    [InlineData("UY", "+59829001234", "2900 1234", "(2) 900-1234", "02 9001234", "+598 2900 1234")]
    [InlineData("MX", "+525512345678", "55 1234 5678", "+52 55 1234 5678", "+52 1 55 1234 5678", "044 55 1234 5678", "045 55 1234-5678", "01 55 1234 5678", "+52 044 55 1234 5678", "521 55 1234 5678", "1 55 1234 5678")]
    [InlineData("BR", "+5511912345678", "(11) 91234-5678", "011 91234-5678", "+55 11 91234-5678", "+55 011 91234 5678", "0 15 11 91234-5678", "55 11 91234 5678")]
    public void One_phone_of_a_country_has_one_key(string country, string key, params string[] typed) =>
        Assert.All(typed, phone =>
            Assert.Equal(key, Drafts.Accepted(new ClientDraft { Name = "Ana", PhoneMobile = phone }, country).PhoneMobileKey));

    [Theory]
    [InlineData("12345")]
    [InlineData("099.123.456")]
    [InlineData("099 123 456 int 4")]
    [InlineData("0381 555-0000 0381 555-0000 0381 555-0000")]
    public void What_is_no_phone_is_refused(string typed) =>
        Assert.Contains(Drafts.Refused(new ClientDraft { Name = "Ana", PhoneMobile = typed }).Rule, new[] { "rule.phone", "rule.length" });
}
