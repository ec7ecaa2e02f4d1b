namespace Wisp.Clients.Tests.Forms;

[Collection(FormTests.Name)]
public sealed class PhoneTests(ClientsApp app)
{
    [Theory]
    [InlineData("0381 555-0000")]
    [InlineData("03815550000")]
    [InlineData("(0381) 555 0000")]
    [InlineData("+54 381 555-0000")]
    [InlineData("0381–555–0000")]
    public async Task C08_trunk_zero_and_blanks_do_not_matter(string phone)
    {
        var id = await app.CreatedAsync(("Name", "Con teléfono"), ("Phone", phone));

        Assert.Equal("+543815550000", await app.StoredAsync<string>(id, "phone_key"));
        Assert.Equal(phone.Replace('–', '-'), await app.StoredAsync<string>(id, "phone"));
    }

    [Theory]
    [InlineData("12345")]
    [InlineData("555-0000 int. 5")]
    [InlineData("+(--)")]
    [InlineData("٠٣٨١٥٥٥٠٠٠٠")]
    public async Task What_nobody_can_dial_is_refused(string phone) =>
        Assert.StartsWith("Puede tener números", ClientsApp.Refused(await app.CreateAsync(("Name", "x"), ("PhoneMobile", phone)), "PhoneMobile"), StringComparison.Ordinal);

    [Fact]
    public async Task A_new_number_is_not_verified_and_the_same_one_rewritten_still_is()
    {
        var id = await app.CreatedAsync(("Name", "Verificado"), ("PhoneMobile", "0381 555-1111"));
        await app.Database.RunAsync("update clients.client set phone_mobile_verified = true where id = $1", id);

        await app.EditAsync(id, ("PhoneMobile", "03815551111"));
        Assert.True(await app.StoredAsync<bool>(id, "phone_mobile_verified"));

        await app.EditAsync(id, ("PhoneMobile", "0381 555-2222"));
        Assert.False(await app.StoredAsync<bool>(id, "phone_mobile_verified"));
    }
}
