/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.testsupport;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Requires what {@link MptcpRequired} says. It asks the kernel and not the code under
 * test, which could otherwise skip its own tests.
 */
class MptcpRequiredExtension implements BeforeAllCallback, BeforeEachCallback {

	private static final Path ENABLED = Path.of("/proc/sys/net/mptcp/enabled");

	@Override
	public void beforeAll(ExtensionContext context) throws IOException {
		require();
	}

	@Override
	public void beforeEach(ExtensionContext context) throws IOException {
		require();
	}

	private void require() throws IOException {
		Prerequisite.require(Files.exists(ENABLED), "this system has no MPTCP: there is no " + ENABLED);
		Prerequisite.require("1".equals(Files.readString(ENABLED).trim()), "MPTCP is switched off: see " + ENABLED);
	}

}
