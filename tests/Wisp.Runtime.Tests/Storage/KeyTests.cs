using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Wisp.Runtime.Tests.Storage;

public sealed class KeyTests(WorkDatabase work) : IClassFixture<WorkDatabase>
{
    [Fact]
    public async Task Processes_with_the_same_database_and_master_key_read_each_others_secrets()
    {
        var secret = Protector(work.Runtime).Protect("clave");
        await using var other = RuntimeProcess.Start(work.Database);

        Assert.Equal("clave", Protector(other).Unprotect(secret));
    }

    [Fact]
    public async Task With_another_master_key_nothing_can_be_read()
    {
        var secret = Protector(work.Runtime).Protect("clave");
        var otherKey = Convert.ToBase64String([1, .. new byte[31]]);
        await using var other = RuntimeProcess.Start(work.Database, ("WISP_MASTER_KEY", otherKey));

        Assert.ThrowsAny<CryptographicException>(() => Protector(other).Unprotect(secret));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public async Task Without_a_proper_master_key_there_is_no_protection_to_be_had(string key)
    {
        await using var other = RuntimeProcess.Start(work.Database, ("WISP_MASTER_KEY", key));

        var refused = Assert.ThrowsAny<Exception>(() => Protector(other).Protect("clave")).GetBaseException();
        Assert.Contains("master key", refused.Message, StringComparison.OrdinalIgnoreCase);
        if (key.Length > 0) Assert.DoesNotContain(key, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_database_holds_no_key_that_can_be_read()
    {
        Protector(work.Runtime).Protect("clave");

        var xml = await work.Database.ValueAsync<string>("select string_agg(xml, '') from host.data_protection_key");
        Assert.Contains("<sealed", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("masterKey", xml, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(RuntimeProcess process) => process.Get<IDataProtectionProvider>().CreateProtector("test");
}
