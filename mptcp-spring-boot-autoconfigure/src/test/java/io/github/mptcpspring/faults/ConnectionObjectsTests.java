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

package io.github.mptcpspring.faults;

import java.io.IOException;
import java.nio.channels.SocketChannel;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

@Tag("faults")
class ConnectionObjectsTests {

	@Test
	void theClassesExist() {
		assertThat(ConnectionObjects.CLASSES)
			.allSatisfy((name) -> assertThatNoException().isThrownBy(() -> Class.forName(name)));
	}

	@Test
	void anObjectCountsAsLongAsItCanBeReached() throws IOException {
		int before = channels();
		countOpenChannel(before + 1);
		Awaitility.await().until(() -> channels() == before);
	}

	// No frame that still lives may know the channel afterwards
	private void countOpenChannel(int expected) throws IOException {
		try (SocketChannel channel = SocketChannel.open()) {
			assertThat(channels()).isEqualTo(expected);
			assertThat(channel.isOpen()).isTrue();
		}
	}

	private int channels() {
		return ConnectionObjects.count().getOrDefault("sun.nio.ch.SocketChannelImpl", 0);
	}

}
