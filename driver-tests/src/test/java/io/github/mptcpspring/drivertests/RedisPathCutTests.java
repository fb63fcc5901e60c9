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

package io.github.mptcpspring.drivertests;

import java.nio.file.Path;

import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.network.ServedClients;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Tests that no command fails, of Lettuce and of a client with a socket factory, when the
 * path that it uses is cut.
 */
@Tag("laboratory")
@Tag("client:redis-lettuce")
@MptcpRequired
class RedisPathCutTests {

	private static final long LENGTH = 4_000_000;

	@AutoClose
	private static ServedClients clients;

	@BeforeAll
	static void start(@TempDir Path directory) {
		clients = ServedClients.start((host) -> RedisOnHost.start(host, directory), RedisClientProgram.class);
	}

	@ParameterizedTest
	@EnumSource
	void noCommandFails(RedisClientProgram.Kind kind) throws InterruptedException {
		clients.verifyOutlivesPath(kind.name(), RedisOnHost.PORT, LENGTH);
	}

}
