using Lectern.Bench.Contestants.Common;
using Microsoft.EntityFrameworkCore;

namespace Lectern.Bench.Contestants.WithEfCore;

internal sealed class SchoolContext(DbContextOptions<SchoolContext> options) : DbContext(options)
{
    public DbSet<Student> Students => Set<Student>();

    public DbSet<Payment> Payments => Set<Payment>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        var student = modelBuilder.Entity<Student>();
        student.ToTable("students");
        student.Property(row => row.CreatedAt).ValueGeneratedOnAdd();
        student.Property(row => row.UpdatedAt).ValueGeneratedOnAdd();
        student.Property(row => row.Version).ValueGeneratedOnAdd();
        student.Property<string>("Search").ValueGeneratedOnAddOrUpdate();
        var payment = modelBuilder.Entity<Payment>();
        payment.ToTable("payments");
        payment.Property(row => row.RefundedMinor).ValueGeneratedOnAdd();
        payment.Property(row => row.Status).ValueGeneratedOnAdd();
        payment.Property(row => row.CreatedAt).ValueGeneratedOnAdd();
        payment.Property(row => row.UpdatedAt).ValueGeneratedOnAdd();
        payment.Property(row => row.Version).ValueGeneratedOnAdd();
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}
