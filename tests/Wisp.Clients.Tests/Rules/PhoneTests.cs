using Wisp.Modules.Clients.Domain;

namespace Wisp.Clients.Tests.Rules;

public sealed class PhoneTests
{
    [Theory]
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
    [InlineData("12345")]
    [InlineData("099.123.456")]
    [InlineData("099 123 456 int 4")]
    [InlineData("0381 555-0000 0381 555-0000 0381 555-0000")]
    public void What_is_no_phone_is_refused(string typed) =>
        Assert.Contains(Drafts.Refused(new ClientDraft { Name = "Ana", PhoneMobile = typed }).Rule, new[] { "rule.phone", "rule.length" });
}
