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

package io.github.mptcpspring.testsupport.boot;

import java.lang.ref.SoftReference;

import io.github.mptcpspring.internal.connection.ProcessConnections;
import io.github.mptcpspring.internal.diagnosis.HostReader;

import org.springframework.context.ApplicationContext;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Lets what is read for all expire, for tests that ask more often than once a second and
 * want to see what has changed in between.
 */
public final class SharedReadings {

	private SharedReadings() {
	}

	/**
	 * Let the next who asks an application for the connections of this process, or for
	 * the state of its host, be answered with what is there then.
	 * @param application the application
	 */
	public static void expire(ApplicationContext application) {
		application.getBean(ProcessConnections.class)
			.table()
			.ifPresent((table) -> expire(ReflectionTestUtils.getField(table, "snapshots")));
		expire(ReflectionTestUtils.getField(application.getBean(HostReader.class), "state"));
	}

	private static void expire(Object reading) {
		synchronized (reading) {
			ReflectionTestUtils.setField(reading, "last", new SoftReference<>(null));
		}
	}

}
