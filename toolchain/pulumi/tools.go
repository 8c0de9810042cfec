//go:build tools

// Package pulumi names the Pulumi CLI, so that go.mod and go.sum pin it and all it is made of.
package pulumi

import _ "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi"
