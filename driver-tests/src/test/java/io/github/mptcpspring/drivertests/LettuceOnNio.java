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

import java.util.List;

import io.github.mptcpspring.testsupport.KernelSockets;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * An application in a JVM of its own whose Lettuce does not take epoll, as where there is
 * no native transport on the class path.
 */
final class LettuceOnNio {

	static final String NO_EPOLL = "-Dio.lettuce.core.epoll=false";

	private LettuceOnNio() {
	}

	static void main(String[] properties) {
		try (ConfigurableApplicationContext application = DriverApplication.start("data.redis", List.of(properties))) {
			application.getBean(StringRedisTemplate.class).opsForValue().set("key", "value");
			int port = application.getEnvironment().getRequiredProperty("spring.data.redis.port", Integer.class);
			boolean nio = Thread.getAllStackTraces()
				.keySet()
				.stream()
				.anyMatch((thread) -> thread.getName().startsWith("lettuce-nioEventLoop"));
			System.out.println("NIO " + nio + " speaks " + KernelSockets.connectionsTo(port));
		}
	}

}
