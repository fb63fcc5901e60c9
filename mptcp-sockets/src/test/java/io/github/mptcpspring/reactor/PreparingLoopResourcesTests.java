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

package io.github.mptcpspring.reactor;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.netty.ChannelPreparation;
import io.github.mptcpspring.testsupport.SharedHttpResources;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.netty.http.HttpResources;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link PreparingLoopResources}.
 */
class PreparingLoopResourcesTests {

	private final ChannelPreparation preparation = (channel) -> {
	};

	static Stream<Method> methods() {
		return Stream.of(LoopResources.class, ConnectionProvider.class)
			.flatMap((type) -> Stream.of(type.getMethods()))
			.filter((method) -> !Modifier.isStatic(method.getModifiers()));
	}

	@ParameterizedTest
	@MethodSource("methods")
	void answersNoQuestionItself(Method method) throws Exception {
		Method inherited = PreparingPooledResources.class.getMethod(method.getName(), method.getParameterTypes());
		assertThat(inherited.getDeclaringClass().getPackageName()).isEqualTo(getClass().getPackageName());
	}

	@Test
	void sharedResourcesStayConnectionPools() {
		LoopResources wrapped = PreparingLoopResources.wrap(HttpResources::get, this.preparation);
		assertThat(wrapped).isInstanceOf(ConnectionProvider.class);
		assertThat(((ConnectionProvider) wrapped).maxConnections()).isEqualTo(HttpResources.get().maxConnections());
	}

	@Test
	void loopsAloneBecomeNoConnectionPools() {
		LoopResources loops = (useNative) -> {
			throw new UnsupportedOperationException();
		};
		assertThat(PreparingLoopResources.wrap(() -> loops, this.preparation))
			.isNotInstanceOf(ConnectionProvider.class);
	}

	@Test
	void resourcesAreThoseOfTheMoment() {
		LoopResources wrapped = PreparingLoopResources.wrap(HttpResources::get, this.preparation);
		EventLoopGroup before = wrapped.onClient(true);
		assertThat(before).isSameAs(HttpResources.get().onClient(true));
		SharedHttpResources.dispose();
		assertThat(wrapped.onClient(true)).isNotSameAs(before).isSameAs(HttpResources.get().onClient(true));
		SharedHttpResources.dispose();
	}

	@Test
	void aChannelIsExpectedBeforeItIsMade() {
		List<String> steps = new ArrayList<>();
		ChannelPreparation recording = new ChannelPreparation() {

			@Override
			public void expectClient(Class<? extends Channel> channelType) {
				steps.add("expect " + channelType.getSimpleName());
			}

			@Override
			public void prepare(Channel channel) {
				steps.add("prepare " + channel.getClass().getSimpleName());
			}

		};
		LoopResources loops = LoopResources.create("expecting");
		try {
			Channel channel = PreparingLoopResources.wrap(() -> loops, recording)
				.onChannel(SocketChannel.class, loops.onClient(false));
			channel.unsafe().closeForcibly();
		}
		finally {
			loops.disposeLater(Duration.ZERO, Duration.ofSeconds(10)).block();
		}
		assertThat(steps).containsExactly("expect NioSocketChannel", "prepare NioSocketChannel");
	}

}
