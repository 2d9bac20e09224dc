# What is done from a checkout. Hone itself is built by dotnet, see CONTRIBUTING.md.
.PHONY: all test release clean

all:
	dotnet build Hone.slnx -c Release

# All tests; installs what they need.
test:
	./test

# What Hone is installed from, into artifacts/release: archive, Debian package, .NET tool, checksums.
release:
	packaging/release.sh

clean:
	rm -rf artifacts
